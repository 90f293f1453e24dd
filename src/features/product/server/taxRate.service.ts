// Dated tax rates. An organisation that never set any lives by those of its country.
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { canonical } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import { defaultTaxRates, ratesOn } from '../product.rules.ts'
import type { TaxRate } from '../product.schema.ts'
import { dropRatesBound, lockTaxRates, selectTaxRates } from './product.sql.ts'
import { taxRates } from './product.table.ts'

const orDefault = (rates: readonly TaxRate[]): readonly TaxRate[] => (rates.length > 0 ? rates : defaultTaxRates)

export async function listTaxRates(db: Db, on?: string): Promise<TaxRate[]> {
  const rates = orDefault(await selectTaxRates(db))
  return on === undefined ? [...rates] : ratesOn(rates, on)
}

export const ratesToday = (db: Db, actor: Actor): Promise<TaxRate[]> =>
  listTaxRates(db, today(db.database.clock, actor.org.zone))

/** Replaces the whole set; what documents carry is theirs and stays. */
export async function setTaxRates(tx: Tx, actor: Actor, rates: readonly TaxRate[]): Promise<TaxRate[]> {
  const old = await lockTaxRates(tx)
  const next = rates.map(rate => ({ ...rate, percent: canonical(rate.percent) }))
  refuseAll(next.flatMap((rate, i) => [...rateProblems(rate, next.slice(0, i), `rates.${i}`)]))
  tx.write(dropRatesBound(tx.orgId))
  if (next.length > 0)
    tx.write(
      taxRates.insert(
        tx.orgId,
        next.map(rate => ({ id: newId(), ...rate })),
      ),
    )
  tell(tx, {
    actor,
    entity: 'taxRate',
    recordId: tx.orgId,
    kind: 'taxRate.set',
    before: { rates: old.map(rate => rate.percent).join(' ') },
    after: { rates: next.map(rate => rate.percent).join(' ') },
  })
  return [...orDefault(next)]
}

function rateProblems(rate: TaxRate, earlier: readonly TaxRate[], path: string): Reason[] {
  const { percent, validFrom, validUntil } = rate
  const reasons: Reason[] = []
  if (validUntil !== null && validUntil < validFrom) reasons.push(reason('product.rateOrder', path, { percent }))
  const overlaps = earlier.some(
    one =>
      one.percent === percent &&
      (validUntil === null || one.validFrom <= validUntil) &&
      (one.validUntil === null || validFrom <= one.validUntil),
  )
  if (overlaps) reasons.push(reason('product.rateOverlap', path, { percent }))
  return reasons
}
