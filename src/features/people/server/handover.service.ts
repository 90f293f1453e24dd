// The report of a hand-over, and who may take one.
import type { Db, Tx } from '#kernel/db.ts'
import { missing, type Reason, reason } from '#kernel/refusal.ts'
import type { Handover, HandoverBody } from '../handover.schema.ts'
import { type HandoverRow, keepHandoverBound, selectHandover, selectHandovers, selectTakers } from './handover.sql.ts'

export const listHandovers = (db: Db): Promise<Handover[]> => selectHandovers(db)

export async function getHandover(db: Db, id: string): Promise<Handover> {
  const found = await selectHandover(db, id)
  if (!found) throw missing('handover')
  return found
}

export const keepHandover = (tx: Tx, row: HandoverRow): void => tx.write(keepHandoverBound(tx.orgId, row))

export type Taking = { readonly names: ReadonlyMap<string, string>; readonly reasons: readonly Reason[] }

/** Whoever takes over works here, and is not the one who leaves. */
export async function judgeTakers(
  db: Db,
  from: string,
  { to, kinds = {}, customers = [] }: HandoverBody,
): Promise<Taking> {
  const wanted: [path: string, id: string][] = [
    ['to', to],
    ...Object.entries(kinds).map(([kind, id]): [string, string] => [`kinds.${kind}`, id]),
    ...customers.map((one, i): [string, string] => [`customers.${i}.to`, one.to]),
  ]
  const people = await selectTakers(db, [...new Set([from, ...wanted.map(([, id]) => id)])])
  if (!people.some(one => one.id === from)) throw missing('user')
  const fit = new Set(people.filter(one => one.active && one.id !== from).map(one => one.id))
  return {
    names: new Map(people.map(one => [one.id, one.name])),
    reasons: wanted.flatMap(([path, id]) => (fit.has(id) ? [] : [reason('handover.unfit', path)])),
  }
}
