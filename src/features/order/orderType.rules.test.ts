import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noTerms } from '#kernel/terms.ts'
import { langs } from '#kernel/text.ts'
import { canonicalOrder } from './order.rules.ts'
import type { OrderLine } from './order.schema.ts'
import { withCounters } from './order.totals.ts'
import { typeField } from './orderType.entity.ts'
import {
  isAllBack,
  isPricedAnew,
  offeredOf,
  retypeProblems,
  typeProblems,
  typeRules,
  unfitLines,
  withType,
} from './orderType.rules.ts'
import { offeredTypes, orderTypes } from './orderType.schema.ts'
import { standingOf } from './progress.rules.ts'

const type = fc.constantFrom(...orderTypes)
const head = {
  terms: { ...noTerms, gates: { confirm: '30', supply: '0', ship: '100' } },
  billBasis: 'shipment' as const,
  discountKind: 'percent' as const,
  discountValue: '5',
  returnBy: '2026-12-01',
  noReturn: false,
}

describe('the table of types', () => {
  test('every type has its word in both languages, and every word its type', () => {
    expect(typeField.choices?.map(one => one.value)).toEqual([...orderTypes])
    for (const lang of langs) expect(typeField.choices?.every(one => one.label[lang].length > 0)).toBe(true)
  })
  test('what is not settled has neither basis nor terms nor discount; what does not come back no day', () => {
    fc.assert(
      fc.property(type, fc.boolean(), (one, noReturn) => {
        const had = withType({ ...head, type: one, noReturn })
        const { settled, comesBack, site } = typeRules[one]
        expect(had.billBasis).toBe(site ? 'delivery' : settled ? 'shipment' : 'none')
        expect(had.terms).toEqual(settled ? head.terms : noTerms)
        expect(had.discountValue).toBe(settled ? '5' : null)
        expect(had.returnBy).toBe(comesBack && !noReturn ? '2026-12-01' : null)
        expect(withType(had)).toEqual(had)
      }),
    )
  })
  test('a line that does not fit is named', () => {
    const line = { no: 2, name: '泵', fulfil: 'ship', price: '3' } as const
    const keys = (of: (typeof orderTypes)[number]) => unfitLines(of, [line]).map(one => [one.key, one.path])
    expect(keys('service')).toEqual([['order.onlyServices', 'lines.0.productId']])
    expect(keys('sample')).toEqual([['order.costsNothing', 'lines.0.price']])
    for (const fine of ['standard', 'replacement', 'direct'] as const) expect(keys(fine)).toEqual([])
    expect(
      unfitLines('service', [
        { ...line, fulfil: 'accept' },
        { ...line, fulfil: 'none' },
      ]),
    ).toEqual([])
    expect(unfitLines('sample', [{ ...line, price: '0.00' }])).toEqual([])
  })
  test('a type is asked for as the company offers it, and a day as the type has one', () => {
    const ask = (to: object) =>
      typeProblems({ type: 'standard', offered: offeredTypes, date: '2026-11-01', ...to }).map(one => one.key)
    expect(ask({})).toEqual([])
    expect(ask({ type: 'replacement' })).toEqual(['order.typeNotOffered'])
    expect(ask({ type: 'sample', offered: ['service'] })).toEqual(['order.typeNotOffered'])
    expect(ask({ type: 'sample', returnBy: '2026-10-31' })).toEqual(['order.backBefore'])
    expect(ask({ type: 'sample', returnBy: '2026-11-02', noReturn: true })).toEqual(['order.backOrNot'])
    expect(ask({ returnBy: '2026-11-02' })).toEqual(['order.nothingBack'])
    expect(offeredOf(undefined)).toEqual(offeredTypes)
    expect(offeredOf(['service', 'old'])).toEqual(['service'])
  })
  test('a draft changes its type, but no sample of what was agreed, and no replacement', () => {
    const draft = {
      type: 'standard',
      state: 'draft',
      dealId: null,
      quoteId: null,
      contractId: null,
      sampleId: null,
    } as const
    const keys = (from: object, to: (typeof orderTypes)[number]) =>
      retypeProblems({ ...draft, ...from }, to).map(one => one.key)
    expect(keys({}, 'sample')).toEqual([])
    expect(keys({ dealId: 'd' }, 'sample')).toEqual(['order.typeOfDeal'])
    expect(keys({ dealId: 'd' }, 'direct')).toEqual([])
    expect(keys({ state: 'in_review' }, 'service')).toEqual(['order.typeFrozen'])
    expect(keys({ type: 'replacement' }, 'standard')).toEqual(['order.typeFrozen'])
    expect(keys({ type: 'replacement' }, 'replacement')).toEqual([])
    expect(isPricedAnew('standard', 'sample')).toBe(true)
    expect(isPricedAnew('direct', 'service')).toBe(false)
  })
})

test('hashes of before stay: the type is said only where a type of its own was chosen', () => {
  // biome-ignore format: an order
  const order = {
    customerId: 'c', payerId: 'c', currency: 'CNY', rate: '1', taxMode: 'inclusive', taxRound: 'line',
    discountKind: null, discountValue: null, address: 'x', promisedDate: null, terms: noTerms,
  } as const
  const of = (one: (typeof orderTypes)[number]) => canonicalOrder({ ...order, type: one }, [])
  expect(of('standard')).toBe(
    '[["c","c","CNY","1","inclusive","line",null,null,"x",null,{"gates":{"confirm":"0","ship":"0","supply":"0"},"instalments":[]}],[]]',
  )
  expect(of('replacement')).toBe(of('standard'))
  expect(new Set([of('standard'), of('sample'), of('direct'), of('service'), of('consignment')]).size).toBe(5)
  const to = (type: (typeof orderTypes)[number], siteId: string | null) =>
    canonicalOrder({ ...order, type, siteId }, [])
  expect(to('consignment', 'a')).not.toBe(to('consignment', 'b'))
  expect(to('standard', 'a')).toBe(of('standard'))
})

const blank = {
  ...{ no: 1, name: 'x', kitLineId: null, kitShare: null, gross: '0', ordered: '10', cancelled: '0', reserved: '0' },
  ...{ shipped: '0', delivered: '0', returned: '0', reship: '0', invoiced: '0', credited: '0' },
  ...{ invoicedAmount: '0', creditedAmount: '0', toShip: '10', due: '10', fulfil: 'ship', stockKept: true },
} as unknown as OrderLine // what the axes read of a line
const books = { baseCurrency: 'CNY', counts: 'due', now: 'now' } as const
// biome-ignore format: an order
const sample = {
  state: 'confirmed', type: 'sample', noReturn: false, currency: 'CNY', rate: '1', paidAmount: '0',
  supply: 'notNeeded', fulfilment: 'notNeeded', billing: 'notNeeded', payment: 'notNeeded', returned: 'none',
  writtenOff: '0', nextDue: null, issuingInvoices: 0, liveReturns: 0, liveChanges: 0, revision: 1, advanceInvoiced: '0', billBasis: 'none', completedAt: null,
} as const

describe('the axes of a type', () => {
  test('a sample needs no invoice and no money, whatever becomes of it, and is done with once it is back', () => {
    const qty = fc.integer({ min: 0, max: 10 })
    fc.assert(
      fc.property(qty, qty, qty, fc.boolean(), (a, b, c, noReturn) => {
        const [returned = 0, delivered = 0, shipped = 0] = [a, b, c].toSorted((x, y) => x - y)
        const line = withCounters(blank, { shipped: `${shipped}`, delivered: `${delivered}`, returned: `${returned}` })
        const at = standingOf({ ...sample, noReturn }, [line], books)
        expect([at.billing, at.payment, at.exposure]).toEqual(['notNeeded', 'notNeeded', '0'])
        if (at.completedAt !== null && !noReturn) expect(shipped).toBe(returned)
        if (!noReturn && shipped > returned) expect(at.completedAt).toBeNull()
      }),
    )
    const all = (returned: string) => withCounters(blank, { shipped: '10', delivered: '10', returned })
    expect(standingOf(sample, [all('10')], books).completedAt).toBe('now')
    expect(standingOf(sample, [all('4')], books).completedAt).toBeNull()
    expect(standingOf({ ...sample, noReturn: true }, [all('0')], books).completedAt).toBe('now')
  })
  test('what is shipped directly needs no stocking; the same goods of the own warehouse do', () => {
    const direct = { ...sample, type: 'direct', billBasis: 'order' } as const
    expect(standingOf(direct, [{ ...blank, stockKept: false }], books)).toMatchObject({
      supply: 'notNeeded',
      fulfilment: 'none',
      billing: 'none',
    })
    expect(standingOf(direct, [blank], books).supply).toBe('none')
  })
  test('only what comes back is waited for', () => {
    fc.assert(
      fc.property(type, fc.boolean(), (one, noReturn) => {
        const out = [{ fulfil: 'ship', shipped: '2', returned: '1' }] as const
        expect(isAllBack({ type: one, noReturn }, out)).toBe(one !== 'sample' || noReturn)
      }),
    )
  })
})
