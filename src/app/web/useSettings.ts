import { createContext, useContext } from 'react'
import type { Page } from './page.ts'

const SettingsContext = createContext<readonly Page[]>([])
/** The app gives its table of pages, so that the settings page, itself one of them, need not import it. */
export const SettingsProvider = SettingsContext.Provider
export const useSettings = (): readonly Page[] => useContext(SettingsContext)
