import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ThemeName } from '#ui/readTokens.ts'

type ThemeState = { theme: ThemeName; setTheme: (theme: ThemeName) => void; still: boolean }

const ThemeContext = createContext<ThemeState>({ theme: 'light', setTheme: () => {}, still: false })

export const useTheme = (): ThemeState => useContext(ThemeContext)

const key = 'baton.theme'

function kept(): ThemeName | undefined {
  const text = localStorage.getItem(key)
  return text === 'dark' || text === 'light' ? text : undefined
}

function useMedia(query: string): boolean {
  const watch = (change: () => void) => {
    const media = matchMedia(query)
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }
  return useSyncExternalStore(watch, () => matchMedia(query).matches)
}

/** The person's choice on this device, else the system's. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(kept)
  const dark = useMedia('(prefers-color-scheme: dark)')
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const theme = chosen ?? (dark ? 'dark' : 'light')
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const state = useMemo(
    () => ({
      theme,
      still,
      setTheme: (next: ThemeName) => {
        localStorage.setItem(key, next)
        setChosen(next)
      },
    }),
    [theme, still],
  )
  return <ThemeContext value={state}>{children}</ThemeContext>
}
