// Dated tax rates. An organisation that never set any lives by those of its country.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { canonical, cmp } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { type TaxDefaults, taxDefaultsOf } from '#kernel/tax.ts'
import { changes, tell } from '#meta/server/record.service.ts'
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
    before: { rates: old.map(said).join(', ') },
    after: { rates: next.map(said).join(', ') },
  })
  return [...orDefault(next)]
}

const said = ({ percent, validFrom, validUntil }: TaxRate): string =>
  `${percent}% ${validFrom}${validUntil === null ? '' : ` – ${validUntil}`}`

/** C008: the company's own rule, copied onto every new quote and order. */
export async function setTaxDefaults(tx: Tx, actor: Actor, next: TaxDefaults): Promise<TaxDefaults> {
  await setOrgSetting(tx, 'taxMode', next.taxMode)
  await setOrgSetting(tx, 'taxRound', next.taxRound)
  const { before, after } = changes(taxDefaultsOf(actor.org.settings), next)
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'tax.defaultsSet', before, after })
  return next
}

function rateProblems(rate: TaxRate, earlier: readonly TaxRate[], path: string): Reason[] {
  const { percent, validFrom, validUntil } = rate
  const reasons: Reason[] = []
  if (cmp(percent, '100') > 0) reasons.push(reason('tax.rateOutOfRange', path))
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
