// Dated currency rates: one unit of a currency in the organisation's own.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { isCurrency, signOf } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import type { Rate } from '../deal.schema.ts'
import { selectRateAt, selectRates, setRateBound } from './pipeline.sql.ts'

export const listRates = (db: Db): Promise<Rate[]> => selectRates(db)

export async function setRate(tx: Tx, actor: Actor, rate: Rate): Promise<Rate[]> {
  const reasons: Reason[] = []
  if (!isCurrency(rate.currency) || rate.currency === actor.org.currency)
    reasons.push(reason('deal.badCurrency', 'currency'))
  if (signOf(rate.rate) <= 0) reasons.push(reason('deal.badRate', 'rate'))
  refuseAll(reasons)
  tx.write(setRateBound(tx.orgId, rate))
  tell(tx, { actor, entity: 'currencyRate', recordId: newId(), kind: 'currencyRate.set', after: rate })
  return selectRates(tx)
}

/** The rate of the day, or nothing: then a document in that currency is refused. */
export async function rateOn(db: Db, actor: Actor, currency: string, day: string): Promise<string | undefined> {
  return currency === actor.org.currency ? '1' : selectRateAt(db, currency, day)
}
