// Every door of a customer, a lead or a deal asks here: a form, a file, the interface, a conversion. Whose customer
// somebody else has registered is refused or told, as the company wants.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { nameKey, usccKey } from '#kernel/keys.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { type Lang, render } from '#kernel/text.ts'
import type { GivenCustomer, Standing, WishedCustomer } from '#meta/server/giving.ts'
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
/** Those of others that a lead of nobody's yet would be given over. */
export const heldFrom = ({ productLine }: Pick<Owned, 'productLine'>, held: readonly Holding[]): Holding[] =>
  against({ ownerId: null, productLine }, held)
export { lineKeyOf }

export type Wanted = {
  readonly customerId?: string | null | undefined
  readonly company?: string | null | undefined
  readonly uscc?: string | null | undefined
}

/** A job asks for its organisation, too. */
type Asker = { readonly org: Pick<Actor['org'], 'settings' | 'zone'> }

/** What stands of each now, one statement for all of them; nothing where the company does not ask. */
export async function registeredFor(db: Db, actor: Asker, wanted: readonly Wanted[]): Promise<Holding[][]> {
  const asked = wanted.map(({ customerId, company, uscc }) => ({
    customerId: customerId ?? null,
    nameKey: company ? nameKey(company) || null : null,
    uscc: uscc ? usccKey(uscc) || null : null,
  }))
  const none = asked.every(one => Object.values(one).every(key => key === null))
  if (none || registrationSettingsOf(actor.org.settings).door === 'off') return wanted.map(() => [])
  const rows = await selectAgainst(db, asked, today(db.database.clock, actor.org.zone))
  const byPlace = Map.groupBy(rows, row => Number(row.at))
  return wanted.map((_, i) => byPlace.get(i + 1) ?? [])
}

type Owned = { readonly ownerId: string | null; readonly productLine?: string | null | undefined }
type Paths = { readonly subject: string; readonly line: string }

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
export async function passRegistered(tx: Tx, actor: Actor, { id, ownerId }: GivenCustomer): Promise<void> {
  const [held = []] = await registeredFor(tx, actor, [{ customerId: id }])
  const problem = givingProblem(actor.org, { ownerId }, held)
  if (problem) throw new Refusal({ ...problem, path: 'ownerId' })
  tellHolders(tx, actor, { entity: 'customer', id, ownerId }, held)
}

/** What a ledger says where it was given to another all the same. */
export const passedOver = (lang: Lang, owned: Owned, held: readonly Holding[]): string | undefined => {
  const [one] = against(owned, held)
  return one && render(registrationText['registration.passedOver'], lang, { by: one.ownerName, until: one.untilOn })
}

/** Nobody's lead runs into nobody: it is told of, and given later. */
export const registrationProblems = (actor: Actor, owned: Owned, held: readonly Holding[], paths: Paths): Reason[] =>
  registrationSettingsOf(actor.org.settings).door === 'refuse' && owned.ownerId !== null
    ? hushed(actor, doorProblems(owned, held, paths))
    : []

/** A key that only brings leads hears that somebody has it, not who. */
const hushed = ({ keyScope }: Actor, reasons: readonly Reason[]): Reason[] =>
  keyScope ? reasons.map(({ path }) => reason('registration.known', path)) : [...reasons]

/** What is said to whoever makes it, and let through where the company only warns. */
export const heldReasons = ({ keyScope, userId }: Actor, owned: Owned, held: readonly Holding[]): Reason[] =>
  keyScope
    ? []
    : against(owned, held)
        .filter(one => one.ownerId !== userId)
        .map(one => heldReason(one))

/** What a door says beforehand: what is told, and what it would refuse. */
export const verdictOf = (actor: Actor, owned: Owned, held: readonly Holding[], paths: Paths) => ({
  held: heldReasons(actor, owned, held),
  problems: registrationProblems(actor, owned, held, paths),
})

/**
 * Of customers that are made, or are called otherwise. They are of no product line: what somebody has for one line is
 * said, and refused where a deal names that line.
 */
export async function standingsOf(db: Db, actor: Actor, wished: readonly WishedCustomer[]): Promise<Standing[]> {
  const named = wished.map(({ name, uscc }) => ({ company: name, uscc }))
  const held = await registeredFor(db, actor, [...named, ...wished.map(({ id }) => ({ customerId: id }))])
  return wished.map((_, at) => {
    // what stands of the customer itself it does not run into by another name
    const own = new Set(held[wished.length + at]?.map(one => one.id))
    const found = (held[at] ?? []).filter(one => !own.has(one.id))
    return {
      problems: ownerId => {
        const problem = givingProblem(actor.org, { ownerId }, found)
        return problem ? hushed(actor, [{ ...problem, path: 'name' }]) : []
      },
      held: ownerId => heldReasons(actor, { ownerId }, found),
      tell: (tx, made) => tellHolders(tx, actor, { entity: 'customer', ...made }, found),
    }
  })
}

type Made = Owned & {
  readonly entity: 'lead' | 'deal' | 'customer'
  readonly id: string
  /** Nobody's until now, and told of as that perhaps: once is enough. */
  readonly wasNobodys?: boolean
}
/** Who works on it from now on, and who did that. */
export type Worker = Pick<Actor, 'via' | 'name'> & { readonly userId: string | null }

/**
 * Whoever has it registered hears that somebody works beside them. It is told of the registration: what was made beside
 * it may be out of their reach. Of a file once a day, however many rows of it say so.
 */
export function tellHolders(tx: Tx, { via, name, userId }: Worker, made: Made, held: readonly Holding[]): void {
  const { entity, id: recordId, ownerId: to, wasNobodys } = made
  for (const { id, ownerId, companyName, productLine } of against(made, held)) {
    if (ownerId === userId) continue
    const beside =
      via === 'import' ? `import:${userId}:${tx.now.slice(0, 10)}` : `${entity}:${recordId}:${wasNobodys ? null : to}`
    notifyAll(tx, {
      userIds: [ownerId],
      kind: 'registrationTouched',
      values: { by: name, company: companyName, line: productLine ?? '' },
      entity: 'registration',
      recordId: id,
      key: `registrationTouched:${id}:${beside}`,
    })
  }
}
