// tokens.css is the one source: the page reads it as CSS, antd (which needs literal colours) reads it through here.
import { readTokens, type ThemeName, type Tokens } from './readTokens.ts'
import css from './tokens.css?raw'

export const tokens: Record<ThemeName, Tokens> = { light: readTokens(css, 'light'), dark: readTokens(css, 'dark') }
