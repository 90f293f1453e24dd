// What a registration may, what stands against a lead or a deal, and how long it protects. Pure.
import { addDays, type Day } from '#kernel/clock.ts'
import type { Guard } from '#kernel/flow.ts'
import { fold, nameKey, usccKey } from '#kernel/keys.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { RegistrationSettings, RegistrationState } from './registration.schema.ts'

const usualSettings: RegistrationSettings = { lines: [], days: 90, door: 'warn', approval: false, remindDays: 7 }

/** An organisation's own as its setting keeps them; what is not there is usual. */
export function registrationSettingsOf(settings: Readonly<Record<string, unknown>>): RegistrationSettings {
  const own = settings.registration
  return typeof own === 'object' && own !== null ? { ...usualSettings, ...own } : usualSettings
}

export type RegistrationFacts = {
  readonly state: RegistrationState
  readonly contested: boolean
  readonly renewedAt: string | null
  readonly untilOn: Day
  readonly today: Day
  readonly remindDays: number
  /** The step of the approval is this very person's. */
  readonly isAsked: boolean
}

export const contested: Guard<RegistrationFacts> = row => (row.contested ? 'registration.isContested' : undefined)
export const notContested: Guard<RegistrationFacts> = row => (row.contested ? undefined : 'registration.notContested')
export const notTheirs: Guard<RegistrationFacts> = ({ isAsked }) => (isAsked ? undefined : 'approval.notMyStep')
export const renewedBefore: Guard<RegistrationFacts> = ({ renewedAt }) =>
  renewedAt ? 'registration.renewedBefore' : undefined
/** Only its last days: a renewal on the first day would be a longer protection than the company gives. */
export const tooEarly: Guard<RegistrationFacts> = ({ untilOn, today, remindDays }) => {
  const from = addDays(untilOn, -Math.max(remindDays, 1))
  return today < from ? reason('registration.tooEarly', undefined, { from }) : undefined
}

export const isLive = (state: RegistrationState): boolean => state === 'requested' || state === 'protected'

/** One spelling of a product line, wherever it is written. */
export const lineKeyOf = (line: string | null | undefined): string | null => (line?.trim() ? fold(line) : null)

type Goes = { readonly customerId: string | null; readonly names: readonly string[]; readonly uscc?: string | null }
/** What a subject goes by: its customer, its name, its number in the register of companies. */
export const keysOf = ({ customerId, names, uscc }: Goes): string[] => [
  ...(customerId ? [`c:${customerId}`] : []),
  ...[...new Set(names.map(nameKey))].filter(Boolean).map(key => `n:${key}`),
  ...(uscc ? [`u:${usccKey(uscc)}`] : []),
]

/** The line as the company calls it, with its days; what is not among them is none. */
export function lineOf(
  { lines, days }: RegistrationSettings,
  line: string | null | undefined,
): { readonly name: string | null; readonly days: number } | undefined {
  const key = lineKeyOf(line)
  if (key === null) return { name: null, days }
  return lines.find(one => lineKeyOf(one.name) === key)
}

/** Up to and with the last day. */
export const untilOf = (from: Day, days: number): Day => addDays(from, days - 1)

/** Two lines of one name would protect for different times. */
export function settingProblems({ lines }: RegistrationSettings): Reason[] {
  const keys = lines.map(one => lineKeyOf(one.name))
  return lines.flatMap(({ name }, at) => {
    if (keys[at] === null) return [reason('field.required', `lines.${at}.name`)]
    return keys.indexOf(keys[at] ?? null) < at ? [reason('registration.lineTwice', `lines.${at}.name`, { name })] : []
  })
}

export type Holding = {
  readonly id: string
  readonly ownerId: string
  readonly ownerName: string
  readonly companyName: string
  readonly lineKey: string | null
  readonly productLine: string | null
  readonly untilOn: Day
}
type Wanted = { readonly ownerId: string | null; readonly productLine?: string | null | undefined }

/** Others' protections that a lead or deal runs into. One that says no line may yet be of any. */
export const against = (wanted: Wanted, held: readonly Holding[]): Holding[] => {
  const line = lineKeyOf(wanted.productLine)
  return held.filter(
    one => one.ownerId !== wanted.ownerId && (one.lineKey === null || line === null || one.lineKey === line),
  )
}

const words = ({ ownerName: by, companyName: name, untilOn: until, productLine }: Holding) => ({
  by,
  name,
  until,
  ...(productLine && { line: productLine }),
})

/** Those that are certain: a protection of one line says nothing of what names no line. */
export const surelyAgainst = (wanted: Wanted, held: readonly Holding[]): Holding[] =>
  against(wanted, held).filter(one => one.lineKey === null || lineKeyOf(wanted.productLine) !== null)

/** Whose it is, for somebody else. */
export const heldReason = (one: Holding, path?: string): Reason =>
  reason(one.productLine ? 'registration.lineHeld' : 'registration.held', path, words(one))

type Paths = { readonly subject: string; readonly line: string }
/** Where the company refuses: whose it is, or that the line must be said first. */
export function doorProblems(wanted: Wanted, held: readonly Holding[], { subject, line }: Paths): Reason[] {
  const found = against(wanted, held)
  if (found.length === 0) return []
  const [sure] = surelyAgainst(wanted, held)
  if (sure) return [heldReason(sure, subject)]
  return found.slice(0, 1).map(one => reason('registration.sayLine', line, words(one)))
}
