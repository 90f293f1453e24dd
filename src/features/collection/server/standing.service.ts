// Where a payer's money stands, part by part: what is used of the credit is their sum, to the cent.
import { getCredit } from '#features/customer/server/credit.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { currencyExponent, sub, sum } from '#kernel/money.ts'
import { type Standing, type StandingItems, type StandingPart, standingParts } from '../standing.schema.ts'
import { readAgeing } from './ageing.service.ts'
import { selectPart, selectParts } from './standing.sql.ts'

const currencies = Intl.supportedValuesOf('currency')
const exponents = currencies.map(currencyExponent)
const placesOf = ({ org }: Actor) => ({ base: currencyExponent(org.currency), currencies, exponents })

/** Of a payer whose credit the reader may see. */
export async function standingOf(db: Db, actor: Actor, id: string): Promise<Standing> {
  const [credit, found, [age]] = await Promise.all([
    getCredit(db, actor, id),
    selectParts(db, id, placesOf(actor)),
    readAgeing(db, actor, id),
  ])
  const { creditLimit, used, ownUsed, headId, shared } = credit
  return {
    creditLimit,
    used: ownUsed,
    groupUsed: headId !== null || shared ? used : null,
    available: creditLimit === null ? null : sub(creditLimit, used),
    overdue: age ? sum([age.days30, age.days60, age.days90, age.older]) : '0',
    parts: standingParts.map(part => found.find(one => one.part === part) ?? { part, amount: '0', count: 0 }),
  }
}

const readAs = { order: 'order.read', invoice: 'invoice.read', receipt: 'receipt.read' } as const

/** The rows that a figure adds up; those out of the reader's reach as one sum. */
export async function standingItems(db: Db, actor: Actor, id: string, part: StandingPart): Promise<StandingItems> {
  const [, found, rows] = await Promise.all([
    getCredit(db, actor, id),
    selectParts(db, id, placesOf(actor)),
    selectPart(db, id, placesOf(actor), part),
  ])
  const total = found.find(one => one.part === part)?.amount ?? '0'
  const items = rows
    .filter(row => can(actor, readAs[row.entity], row))
    .map(({ ownerId: _, deptId: __, ...item }) => item)
  return { total, items, hidden: sub(total, sum(items.map(one => one.amount))) }
}
