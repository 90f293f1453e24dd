// What a page of the app says of itself.
import type { ComponentType } from 'react'
import type { Label } from '#kernel/text.ts'
import type { IconName } from '#ui/icons.ts'
import type { SettingsGroup } from './settingsGroups.ts'
import type { shellText } from './shell.text.ts'

export interface RailEntry {
  label: keyof typeof shellText
  part: 'top' | 'followup' | 'seam' | 'orders' | 'bottom'
  /** Who sees it: a permission; without one, everyone. */
  access?: string
  /** Whose count stands beside it, as the counts endpoint names it. */
  count?: string
  /** Other lists that belong to it. */
  also?: readonly string[]
}

export interface NewEntry {
  label: keyof typeof shellText
  href: string
  icon: IconName
  access?: string
}

export interface SettingsEntry {
  label: Label
  /** One line: what can be set there. */
  say: Label
  /** Who finds it: a permission; without one, everyone. */
  access?: string
  /** Without one: of the company. */
  group?: SettingsGroup
}

export interface Page {
  /** `$id` is a parameter: `/customers/$id`. Pages read parameters with `useParams()` of `usePage.ts`. */
  path: string
  load: () => Promise<ComponentType>
  rail?: RailEntry
  /** What “New” offers. */
  create?: NewEntry
  /** A card on the settings page. */
  settings?: SettingsEntry
  /** Without the shell, in the box of sign-in, invitation, first run (`AuthFrame`); needs no person. */
  bare?: boolean
}
