import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ThemeName } from '#ui/readTokens.ts'
import { type Chooser, useOwnChoice } from './useOwnChoice.ts'

type ThemeState = {
  theme: ThemeName
  /** What was chosen; null follows the system. */
  own: ThemeName | null
  setTheme: (theme: ThemeName | null) => void
  still: boolean
}

const ThemeContext = createContext<ThemeState>({ theme: 'light', own: null, setTheme: () => {}, still: false })

export const useTheme = (): ThemeState => useContext(ThemeContext)

const key = 'baton.theme'

function kept(): ThemeName | null {
  const text = localStorage.getItem(key)
  return text === 'dark' || text === 'light' ? text : null
}

function useMedia(query: string): boolean {
  const watch = (change: () => void) => {
    const media = matchMedia(query)
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }
  return useSyncExternalStore(watch, () => matchMedia(query).matches)
}

type Props = {
  /** Who is signed in, with what they chose. */
  person?: Chooser<ThemeName>
  keep?: (theme: ThemeName | null) => void
  children: ReactNode
}
const notKept = () => {}

/** The person's choice, on every device, else the system's; before sign-in what was chosen on this device. */
export function ThemeProvider({ person, keep = notKept, children }: Props) {
  const { own: chosen, picked, choose } = useOwnChoice(person, keep)
  const dark = useMedia('(prefers-color-scheme: dark)')
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const own = person || picked ? chosen : kept()
  const theme = own ?? (dark ? 'dark' : 'light')
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  // for the first paint of the next visit (`public/theme.js`), before anybody is known
  useEffect(() => {
    if (own) localStorage.setItem(key, own)
    else localStorage.removeItem(key)
  }, [own])
  const state = useMemo(() => ({ theme, own, still, setTheme: choose }), [theme, own, still, choose])
  return <ThemeContext value={state}>{children}</ThemeContext>
}
