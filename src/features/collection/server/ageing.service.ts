// What payers owe and since when; what we hold of theirs. Of the payers that the actor may see.
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { currencyExponent, sum } from '#kernel/money.ts'
import type { Ageing, OpenItem } from '../collection.schema.ts'
import { selectAgeing, selectLateDays, selectOpenItems, selectOwing } from './collection.sql.ts'

async function seenOf(db: Db, actor: Actor, ids: readonly string[]): Promise<string[]> {
  const found = [...(await findCustomers(db, ids)).values()]
  return found.filter(one => can(actor, 'customer.read', one)).map(one => one.id)
}

export async function readAgeing(db: Db, actor: Actor, customerId: string | undefined): Promise<Ageing[]> {
  const wanted = customerId ? [customerId] : await selectOwing(db)
  const seen = await seenOf(db, actor, wanted)
  const places = currencyExponent(actor.org.currency)
  return selectAgeing(db, seen, { today: today(db.database.clock, actor.org.zone), places })
}

/** What a payer owes past its day, in base currency; no rights asked. */
export async function overdueOf(db: Db, actor: Actor, payerId: string): Promise<string> {
  const places = currencyExponent(actor.org.currency)
  const [age] = await selectAgeing(db, [payerId], { today: today(db.database.clock, actor.org.zone), places })
  return age ? sum([age.days30, age.days60, age.days90, age.older]) : '0'
}

/** How many days the oldest of what a payer owes is late, its credit days gone by; no rights asked. */
export const lateDaysOf = async (db: Db, actor: Actor, payerId: string): Promise<number> =>
  selectLateDays(db, payerId, today(db.database.clock, actor.org.zone))

export async function openItems(db: Db, actor: Actor, customerId: string): Promise<OpenItem[]> {
  const [seen] = await seenOf(db, actor, [customerId])
  return seen ? selectOpenItems(db, seen) : []
}
