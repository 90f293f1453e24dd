// Every door of a lead or a deal asks here: a form, a file, the interface, a conversion. Whose customer somebody else
// has registered is refused or told, as the company wants.
import { notify } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { type Lang, render } from '#kernel/text.ts'
import type { GivenCustomer } from '#meta/server/giving.ts'
import {
  against,
  doorProblems,
  type Holding,
  heldReason,
  lineKeyOf,
  registrationSettingsOf,
  surelyAgainst,
} from '../registration.rules.ts'
import { registrationText } from '../registration.text.ts'
import { selectAgainst } from './registration.sql.ts'

export type { Holding }
export { lineKeyOf }

export type Wanted = {
  readonly customerId?: string | null | undefined
  readonly company?: string | null | undefined
}

/** A job asks for its organisation, too. */
type Asker = { readonly org: Pick<Actor['org'], 'settings' | 'zone'> }

/** What stands of each now, one statement for all of them; nothing where the company does not ask. */
export async function registeredFor(db: Db, actor: Asker, wanted: readonly Wanted[]): Promise<Holding[][]> {
  const asked = wanted.map(({ customerId, company }) => ({
    customerId: customerId ?? null,
    nameKey: company ? nameKey(company) || null : null,
  }))
  const none = asked.every(one => one.customerId === null && one.nameKey === null)
  if (none || registrationSettingsOf(actor.org.settings).door === 'off') return wanted.map(() => [])
  const rows = await selectAgainst(db, asked, today(db.database.clock, actor.org.zone))
  const byPlace = Map.groupBy(rows, row => Number(row.at))
  return wanted.map((_, i) => byPlace.get(i + 1) ?? [])
}

type Owned = { readonly ownerId: string | null; readonly productLine?: string | null | undefined }
type Paths = { readonly subject: string; readonly line: string }

/** Nobody's lead runs into nobody: it is told of, and given later. */
/** Given to this person it would run into somebody else's protection: refused where the company refuses. */
export function givingProblem(org: Asker['org'], owned: Owned, held: readonly Holding[]): Reason | undefined {
  const [sure] = surelyAgainst(owned, held)
  return sure && registrationSettingsOf(org.settings).door === 'refuse' ? heldReason(sure) : undefined
}

/** Who alone may be given it. */
export const protectors = (
  { settings }: Pick<Asker['org'], 'settings'>,
  { productLine }: Pick<Owned, 'productLine'>,
  held: readonly Holding[],
): string[] =>
  registrationSettingsOf(settings).door === 'refuse'
    ? surelyAgainst({ ownerId: null, productLine }, held).map(one => one.ownerId)
    : []

/** A customer given by an edit: refused, or whoever has it registered is told. */
export async function passRegistered(tx: Tx, actor: Actor, { id, name, ownerId }: GivenCustomer): Promise<void> {
  const [held = []] = await registeredFor(tx, actor, [{ customerId: id }])
  const problem = givingProblem(actor.org, { ownerId }, held)
  if (problem) throw new Refusal({ ...problem, path: 'ownerId' })
  tellHolders(tx, actor, { entity: 'customer', id, name, ownerId }, held)
}

/** What a ledger says where it was given to another all the same. */
export const passedOver = (lang: Lang, ownerId: string, held: readonly Holding[]): string | undefined => {
  const [one] = held.filter(holding => holding.ownerId !== ownerId)
  return one && render(registrationText['registration.passedOver'], lang, { by: one.ownerName, until: one.untilOn })
}

export const registrationProblems = (actor: Actor, owned: Owned, held: readonly Holding[], paths: Paths): Reason[] =>
  registrationSettingsOf(actor.org.settings).door === 'refuse' && owned.ownerId !== null
    ? doorProblems(owned, held, paths)
    : []

type Made = Owned & { readonly entity: 'lead' | 'deal' | 'customer'; readonly id: string; readonly name: string }
/** Whoever has it registered hears of what was made beside it. */
export function tellHolders(tx: Tx, actor: Actor, made: Made, held: readonly Holding[]): void {
  for (const { ownerId, companyName, productLine } of against(made, held))
    notify(tx, actor, {
      userIds: [ownerId],
      kind: 'registrationTouched',
      values: { by: actor.name, name: made.name, company: companyName, line: productLine ?? '' },
      entity: made.entity,
      recordId: made.id,
    })
}
