import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { AnyRecord, EntityVerbs } from './registry.ts'

type NamedMove = (tx: Tx, actor: Actor, id: string, input: Readonly<Record<string, unknown>>) => Promise<AnyRecord>

/** A feature's verbs with the moves that journeys make of it. */
export function withJourneys(verbs: EntityVerbs, journeys: Readonly<Record<string, NamedMove>>): EntityVerbs {
  const move: EntityVerbs['move'] = (tx, actor, id, ...[name, input]) => {
    const journey = Object.hasOwn(journeys, name) ? journeys[name] : undefined
    if (journey) return journey(tx, actor, id, input)
    if (verbs.move) return verbs.move(tx, actor, id, name, input)
    throw new Refusal({ key: 'flow.noSuchMove', values: { move: name } }, 'missing')
  }
  return { ...verbs, move }
}
