// What an organisation has set about its mornings; what it has not is usual.
import type { NudgeSetting, NudgeSettings } from './nudge.schema.ts'

type Usual = Pick<NudgeSetting, 'kind' | 'days'>
export type KeptNudges = {
  readonly at: string
  readonly digest: boolean
  readonly kinds: Readonly<Record<string, Kept>>
}
type Kept = { readonly on: boolean; readonly days: number | null }

const usualTime = '08:30'

export function keptNudges(settings: Readonly<Record<string, unknown>>): KeptNudges {
  const kept = settings.nudges as Partial<KeptNudges> | undefined // written by setNudges only, which checked it
  return { at: kept?.at ?? usualTime, digest: kept?.digest ?? true, kinds: kept?.kinds ?? {} }
}

export function nudgesOf(settings: Readonly<Record<string, unknown>>, known: readonly Usual[]): NudgeSettings {
  const { at, digest, kinds } = keptNudges(settings)
  const nudges = known.map(({ kind, days }) => ({
    kind,
    on: kinds[kind]?.on ?? true,
    days: days === null ? null : (kinds[kind]?.days ?? days),
  }))
  return { at, digest, nudges }
}
