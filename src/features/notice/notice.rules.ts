// What an organisation has set about mail, and when a mail is tried again.

export type OrgMail = { readonly on: boolean; readonly from: string | null }

export function orgMailOf(settings: Readonly<Record<string, unknown>>): OrgMail {
  const { mail } = settings
  if (typeof mail !== 'object' || mail === null) return { on: false, from: null }
  const from = 'from' in mail && typeof mail.from === 'string' ? mail.from : null
  return { on: 'on' in mail && mail.on === true && from !== null, from }
}

export const mostTries = 5

const minutes = [1, 5, 30, 120, 360] as const

/** Milliseconds from one try to the next; the first try has number 1. */
export const pauseAfter = (tries: number): number => (minutes[Math.min(tries, minutes.length) - 1] ?? 1) * 60_000
