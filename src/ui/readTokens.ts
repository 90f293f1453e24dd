// Reads the text of tokens.css: names that antd needs, references put in.

const names = [
  'bg-layout',
  'bg',
  'bg-sunk',
  'bg-raised',
  'bg-hover',
  'bg-press',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'ink-4',
  'on-solid',
  'accent',
  'accent-hover',
  'accent-press',
  'accent-ink',
  'accent-bg',
  'accent-line',
  'warm',
  'cool',
  'ok-ink',
  'ok-bg',
  'ok-bar',
  'warn-ink',
  'warn-bg',
  'warn-bar',
  'late-ink',
  'late-bg',
  'late-bar',
  'off-ink',
  'off-bg',
  'font',
  'sh-1',
  'sh-2',
  'sh-3',
] as const

export type TokenName = (typeof names)[number]
export type Tokens = Record<TokenName, string>
export type ThemeName = 'light' | 'dark'

/** The declarations of one block, `--name` → value, with references to other tokens put in. */
function block(text: string, selector: string): Map<string, string> {
  const start = text.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no block ${selector}`)
  const body = text.slice(text.indexOf('{', start) + 1, text.indexOf('}', start)).replace(/\/\*[\s\S]*?\*\//g, '')
  const found = new Map<string, string>()
  for (const part of body.split(';')) {
    const colon = part.indexOf(':')
    const name = part.slice(0, colon).trim()
    if (name.startsWith('--'))
      found.set(
        name.slice(2),
        part
          .slice(colon + 1)
          .trim()
          .replace(/\s+/g, ' '),
      )
  }
  return found
}

export function readTokens(text: string, theme: ThemeName): Tokens {
  const all = new Map([...block(text, ':root'), ...(theme === 'dark' ? block(text, ':root[data-theme="dark"]') : [])])
  const value = (name: string): string => {
    const found = all.get(name)
    if (found === undefined) throw new Error(`tokens.css lacks --${name}`)
    return found.replace(/var\(--([\w-]+)\)/g, (_, other: string) => value(other))
  }
  return Object.fromEntries(names.map(name => [name, value(name)])) as Tokens // every name was just read
}
