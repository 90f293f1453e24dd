/** In this order on the settings page: the company first, the two halves of the work, oneself last. */
export const settingsGroups = ['company', 'people', 'followup', 'orders', 'me'] as const
export type SettingsGroup = (typeof settingsGroups)[number]
