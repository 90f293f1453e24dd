// The whole truth of a move is in its row: from, to, who, what forbids it, what it causes.
import { type Reason, Refusal } from './refusal.ts'

export type GuardResult = string | Reason | undefined
/** Named for the problem it finds; answers a text key or a whole reason. Pure: facts come with the record. */
export type Guard<Rec> = (record: Rec) => GuardResult

export type Move<State extends string, Rec, Permission extends string, Effect extends string> = {
  readonly from: readonly State[]
  readonly to: State
  readonly may: Permission
  readonly unless?: readonly Guard<Rec>[]
  readonly then?: readonly Effect[]
  /** A journey joins several features; a missing journey handler does not compile. */
  readonly by?: 'journey'
}

export type Flow<
  State extends string,
  Name extends string,
  Rec,
  Permission extends string = string,
  Effect extends string = never,
> = {
  readonly [name in Name]: Move<State, Rec, Permission, Effect>
}

// biome-ignore format: a table
export type Verdict<State extends string, Effect extends string> =
  | { readonly ok: true; readonly to: State; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly reasons: readonly Reason[] }

export type Can = (permission: string) => boolean

/** Pure: no clock, no database, no current user. All reasons at once, so the page can show what is missing. */
export function judge<
  State extends string,
  Name extends string,
  Rec extends { readonly state: State },
  Effect extends string,
>(flow: Flow<State, Name, Rec, string, Effect>, name: Name, record: Rec, can: Can): Verdict<State, Effect> {
  const move = flow[name]
  if (!move.from.includes(record.state))
    return { ok: false, reasons: [{ key: 'flow.notFromHere', values: { state: record.state } }] }
  if (!can(move.may)) return { ok: false, reasons: [{ key: 'flow.notAllowed', values: { permission: move.may } }] }
  const reasons = problems(move.unless ?? [], record)
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, to: move.to, effects: move.then ?? [] }
}

export function problems<Rec>(guards: readonly Guard<Rec>[], record: Rec): Reason[] {
  return guards.flatMap(guard => {
    const found = guard(record)
    return found === undefined ? [] : [typeof found === 'string' ? { key: found } : found]
  })
}

export type MoveOffer<Name extends string = string> = {
  readonly move: Name
  readonly ok: boolean
  readonly reasons: Reason[]
}

/** The moves that start in the record's state, each with its why-nots: what the move bar draws. */
export function movesFrom<
  State extends string,
  Name extends string,
  Rec extends { readonly state: State },
  Effect extends string,
>(flow: Flow<State, Name, Rec, string, Effect>, record: Rec, can: Can): MoveOffer<Name>[] {
  // Object.keys loses the key type; the flow's keys are exactly Name
  return (Object.keys(flow) as Name[])
    .filter(name => flow[name].from.includes(record.state))
    .map(name => {
      const verdict = judge(flow, name, record, can)
      return { move: name, ok: verdict.ok, reasons: verdict.ok ? [] : [...verdict.reasons] }
    })
}

/** A move's name that came as plain text: one of the flow's, or refused. */
export function moveNameIn<Name extends string>(flow: Readonly<Record<Name, unknown>>, name: string): Name {
  if (!Object.hasOwn(flow, name)) throw new Refusal({ key: 'flow.noSuchMove', values: { move: name } }, 'missing')
  return name as Name // just looked up
}
