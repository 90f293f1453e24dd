// A payer's account over a period, put together from the documents.
import { getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { startOfMonth, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { currencyExponent, isCurrency } from '#kernel/money.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { registered } from '#meta/registry.ts'
import { balanced, type Moved, mostRows, periodProblems } from '../statement.rules.ts'
import type { Basis, Statement, StatementQuery } from '../statement.schema.ts'
import { type MovedRow, selectBefore, selectCurrencies, selectWithin } from './statement.sql.ts'

export async function readStatement(db: Db, actor: Actor, id: string, query: StatementQuery): Promise<Statement> {
  const { zone, currency: base } = actor.org
  const { basis = 'invoiced', to = today(db.database.clock, zone), from = startOfMonth(to), currency = base } = query
  const customer = await getCustomerFacts(db, actor, id)
  if (!can(actor, 'receivable.read', customer)) throw missing('customer')
  refuseClosedSums(actor, basis)
  refuseAll([
    ...periodProblems({ from, to }),
    ...(isCurrency(currency) ? [] : [reason('collection.badCurrency', 'currency')]),
  ])
  const asked = { payerId: id, basis, currency, zone, places: currencyExponent(currency), from, to }
  const [opening, rows, currencies] = await Promise.all([
    selectBefore(db, asked),
    selectWithin(db, asked, mostRows + 1),
    selectCurrencies(db, id),
  ])
  if (rows.length > mostRows) throw new Refusal(reason('statement.tooLong', 'from', { most: mostRows }))
  const head = { customerName: customer.name, basis, from, to, currency, currencies }
  return { ...head, ...balanced(opening, rows.map(shownTo(actor))) }
}

const shownTo =
  (actor: Actor) =>
  ({ ownerId, deptId, ...row }: MovedRow): Moved =>
    can(actor, `${row.entity}.read`, { ownerId, deptId }) ? row : { ...row, id: null, number: null }

/** What each side is made of. */
const made: Record<Basis, readonly (readonly [entity: string, field: string])[]> = {
  invoiced: [['invoice', 'gross']],
  delivered: [
    ['order', 'gross'],
    ['invoice', 'gross'],
  ],
}
const money = [
  ['receivable', 'total'],
  ['receipt', 'amount'],
  ['refund', 'amount'],
  ['writeOff', 'amount'],
] as const

/** Its sums would tell what is hidden. */
function refuseClosedSums(actor: Actor, basis: Basis): void {
  const isClosed = [...made[basis], ...money].some(([key, field]) => {
    const entity = registered(key)?.entity
    return entity !== undefined && hiddenFields(actor, entity).has(field)
  })
  if (isClosed) throw new Refusal('statement.closed', 'forbidden')
}
