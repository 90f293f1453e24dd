// Dated currency rates: one unit of a currency in the organisation's own.
import type { Actor } from '#kernel/access.ts'
import { isDate } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { canonical, cmp, isCurrency, signOf } from '#kernel/money.ts'
import { missing, type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import type { Rate } from '../deal.schema.ts'
import { dropRateBound, lockRateRow, selectRateAt, selectRates, setRateBound } from './pipeline.sql.ts'

export const listRates = (db: Db): Promise<Rate[]> => selectRates(db)

// a dinar in rials and a rial in dinars both lie between; what is beyond is a slip of the hand
const least = '0.0000001'
const most = '10000000'

/** New, or over the one of that day; what documents took stays as it is. */
export async function setRate(tx: Tx, actor: Actor, rate: Rate): Promise<Rate[]> {
  const reasons: Reason[] = []
  if (!isCurrency(rate.currency)) reasons.push(reason('deal.badCurrency', 'currency'))
  else if (rate.currency === actor.org.currency) reasons.push(reason('deal.ownCurrency', 'currency'))
  if (signOf(rate.rate) <= 0) reasons.push(reason('deal.badRate', 'rate'))
  else if (cmp(rate.rate, least) < 0 || cmp(rate.rate, most) > 0)
    reasons.push(reason('deal.rateRange', 'rate', { least, most }))
  refuseAll(reasons)
  const old = await lockRateRow(tx, rate.currency, rate.onDate)
  const next = { ...rate, rate: canonical(rate.rate) }
  tx.write(setRateBound(tx.orgId, next))
  said(tx, actor, { kind: 'currencyRate.set', ...(old && { before: old }), after: next })
  return selectRates(tx)
}

type Day = Pick<Rate, 'currency' | 'onDate'>

export async function removeRate(tx: Tx, actor: Actor, { currency, onDate }: Day): Promise<Rate[]> {
  const old = isDate(onDate) ? await lockRateRow(tx, currency, onDate) : undefined
  if (!old) throw missing('currencyRate')
  tx.write(dropRateBound(tx.orgId, currency, onDate))
  said(tx, actor, { kind: 'currencyRate.removed', before: old })
  return selectRates(tx)
}

type Said = { readonly kind: string; readonly before?: Rate; readonly after?: Rate }
function said(tx: Tx, actor: Actor, event: Said): void {
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, ...event })
}

/** The rate of the day, or nothing: then a document in that currency is refused. */
export async function rateOn(db: Db, actor: Actor, currency: string, day: string): Promise<string | undefined> {
  return currency === actor.org.currency ? '1' : selectRateAt(db, currency, day)
}
