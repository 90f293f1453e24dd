import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { InvoiceSettings, WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { getInvoice } from '#features/invoice/server/invoice.service.ts'
import { moveInvoice, type OwnMove } from '#features/invoice/server/invoiceMove.service.ts'
import { draftRed } from '#features/invoice/server/red.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import { lapseReds } from '#features/invoice/server/sending.service.ts'
import { invoicingOf, setInvoicing } from '#features/invoice/server/settings.service.ts'
import { standinService } from '#features/invoice/server/standin.service.ts'
import { listNotices } from '#features/notice/server/notice.service.ts'
import type { Product } from '#features/product/product.schema.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { type Doctored, doctored } from '#test/doctored.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { permissionRows } from '../app/server/permissions.ts'
import { issueDue } from './issueDue.ts'
import { recordInvoice } from './issueInvoice.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let doctor: Doctored
let product: Product
beforeAll(async () => {
  open = await openOrders(12)
  doctor = doctored(open.test)
  world = await orderWorld(open.db)
  product = await world.stocked('500')
})
afterAll(() => open.close())
beforeEach(() => behave('issue'))

const setUp = (more: Partial<InvoiceSettings>) =>
  world.write('fay', (tx, actor) => setInvoicing(tx, actor, { ...invoicingOf(actor.org), ...more }))
const behave = (does: InvoiceSettings['standin']['does'], delay = 0) =>
  setUp({ channel: 'standin', standin: { does, delay } })

const taxCode = '1090205000000000000'
const ask = async (qty = '1'): Promise<WholeInvoice> => {
  const order = await world.confirmed([{ productId: product.id, unitQty: qty }])
  const lines = [{ orderLineId: order.lines[0]?.id ?? '', unitQty: qty, taxCode }]
  const buyer = { taxNumber: '91110108551385082Q' }
  return world.write('ann', (tx, actor) => requestInvoice(tx, actor, { lines, buyer }))
}
const move = (id: string, name: OwnMove, more: object = {}, who: 'fay' | 'olivia' | 'ann' = 'fay') =>
  world.write(who, (tx, actor) => moveInvoice(tx, actor, id, { ...more, move: name }))
const sent = async (): Promise<WholeInvoice> => move((await ask()).id, 'issue')
const get = (id: string) => world.read('fay', (db, actor) => getInvoice(db, actor, id))
const later = (minutes: number): Database => ({
  ...open.db,
  clock: fixedClock(new Date(Date.now() + minutes * 60_000).toISOString()),
})
const run = (db: Database = open.db, patience = 5000) =>
  issueDue(db, world.acmeId, { permissions: permissionRows, patience })
const standinRows = (number: string) =>
  world.rows<{ taxNumber: string }>('select tax_number from invoice_standin where org_id = $1 and number = $2', [
    number,
  ])
const events = async (id: string, kind: string) =>
  (await world.rows('select id from event where org_id = $1 and record_id = $2 and kind = $3', [id, kind])).length
const clean = async () => expect(await doctor.findings()).toEqual([])

describe('through the stand-in', () => {
  test('sent, asked for, recorded: the number it gave, the requester told', async () => {
    const { id, number } = await sent()
    expect(await run()).toBe(1)
    expect(await get(id)).toMatchObject({
      state: 'issued',
      taxNumber: number.replace(/\D/g, '').padStart(20, '0'),
      channel: 'standin',
    })
    const { items } = await world.read('ann', (db, actor) => listNotices(db, actor, {}))
    expect(items[0]).toMatchObject({ kind: 'invoiceIssued', recordId: id })
    expect(await run()).toBe(0)
    await clean()
  })
  test('refused there, it failed here with the reason; asked again it is issued', async () => {
    await behave('fail')
    const { id } = await sent()
    await run()
    expect(await get(id)).toMatchObject({ state: 'failed', error: 'invoice.standin.refused' })
    await clean()
    await behave('issue')
    await move(id, 'retry', {}, 'ann')
    await move(id, 'issue')
    await run()
    expect(await get(id)).toMatchObject({ state: 'issued', error: null })
    await clean()
  })
  test('late: nothing is said until it is ready, and nobody may say meanwhile that it was not issued', async () => {
    await behave('late', 90)
    const { id } = await sent()
    await run()
    expect(await get(id)).toMatchObject({ state: 'issuing', attempts: 1 })
    expect(await refused(move(id, 'fail', { note: 'x' }))).toEqual(['invoice.answerOpen'])
    await run(later(1))
    expect(await get(id)).toMatchObject({ state: 'issuing', attempts: 2 })
    await run(later(3))
    expect(await get(id)).toMatchObject({ state: 'issued' })
    await clean()
  })
  test('it issues and never answers: the next run asks by our number first and finds it, once', async () => {
    await behave('hang')
    const { id, number } = await sent()
    await run(open.db, 200)
    expect(await get(id)).toMatchObject({ state: 'issuing' })
    expect(await run()).toBe(0)
    await run(later(1))
    expect(await get(id)).toMatchObject({ state: 'issued' })
    expect(await standinRows(number)).toHaveLength(1)
    await clean()
  })
  test('killed after the answer and before the record: found by the next, issued once', async () => {
    const invoice = await sent()
    const service = standinService(open.db, { orgId: world.acmeId, zone: 'Asia/Shanghai' }, { does: 'issue', delay: 0 })
    const answer = await service.issue(invoice)
    expect(answer).toMatchObject({ state: 'issued' })
    await run()
    const { taxNumber } = await get(invoice.id)
    expect(await standinRows(invoice.number)).toEqual([{ taxNumber }])
    await clean()
  })
  test('no answer for ten minutes: told once to finance, who record what they find there', async () => {
    await behave('late', 3600)
    const { id } = await sent()
    await run()
    for (const minutes of [11, 12]) await run(later(minutes))
    expect(await get(id)).toMatchObject({ state: 'issuing', error: 'invoice.silent' })
    expect(await events(id, 'invoice.stuck')).toBe(1)
    const { items } = await world.read('fay', (db, actor) => listNotices(db, actor, {}))
    expect(items.filter(one => one.kind === 'invoiceStuck' && one.recordId === id)).toHaveLength(1)
    await world.write('fay', (tx, actor) => recordInvoice(tx, actor, id, { taxNumber: '9'.repeat(20) }))
    await run(later(90))
    expect(await get(id)).toMatchObject({ state: 'issued', taxNumber: '9'.repeat(20), error: null })
    await clean()
  })
  test('after 72 hours a red letter that nobody confirmed has lapsed and holds nothing', async () => {
    const { id } = await sent()
    await run()
    const letter = await world.write('fay', (tx, actor) => draftRed(tx, actor, id, { reason: 'wrong' }))
    await move(letter.id, 'ask')
    const lapse = (hours: number) => inOrg(later(hours * 60), world.acmeId, { mode: 'write' }, tx => lapseReds(tx))
    expect(await lapse(71)).toBe(0)
    expect(await lapse(73)).toBe(1)
    expect(await get(letter.id)).toMatchObject({ state: 'lapsed' })
    await world.write('fay', (tx, actor) => draftRed(tx, actor, id, { reason: 'wrong' }))
    await clean()
  })
})

describe('at once', () => {
  const settled = <T>(all: Promise<T>[]) => Promise.allSettled(all)

  test('two finance people issue the same request: it is sent once, both see it on its way', async () => {
    const { id, version } = await ask()
    const both = await settled([move(id, 'issue', { version }), move(id, 'issue', { version }, 'olivia')])
    expect(both.map(one => one.status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await events(id, 'invoice.sent')).toBe(1)
    await Promise.all([run(), run(), run()])
    expect(await get(id)).toMatchObject({ state: 'issued' })
    expect(await events(id, 'invoice.issued')).toBe(1)
    await clean()
  })
  test('C082 C083 eight clients record eight invoices at once: the register runs on without a gap, no number twice, no deadlock', async () => {
    await setUp({ channel: 'manual' })
    const made: WholeInvoice[] = []
    for (let i = 0; i < 8; i++) made.push(await sent())
    const before = open.db.counters.retries
    const all = await Promise.all(
      made.map(({ id }, i) =>
        world.write('fay', (tx, actor) =>
          recordInvoice(tx, actor, id, { taxNumber: `5${String(i).padStart(19, '0')}` }),
        ),
      ),
    )
    const numbers = all.map(one => one.registerNo ?? 0).toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i))
    expect(new Set(all.map(one => one.number)).size).toBe(8)
    expect(open.db.counters.retries).toBe(before)
    await clean()
  })
  test('eight ask for the last five of one line: five at most are held, the others are told what is left', async () => {
    const order = await world.confirmed([{ productId: product.id, unitQty: '5' }])
    const lines = [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '1' }]
    const all = await settled(
      Array.from({ length: 8 }, () => world.write('ann', (tx, actor) => requestInvoice(tx, actor, { lines }))),
    )
    expect(all.filter(one => one.status === 'fulfilled')).toHaveLength(5)
    await clean()
  })
  test('withdrawn or amended while it is sent: exactly one of them happens first, and what has gone out stays as it was', async () => {
    for (let i = 0; i < 5; i++) {
      const { id, version } = await ask('2')
      const edit = world.write('ann', (tx, actor) =>
        editInvoice(tx, actor, id, { version, words: [{ no: 1, name: '改' }] }),
      )
      await settled([move(id, 'issue', { version }), move(id, 'withdraw', { version }, 'ann'), edit])
      await run()
      const { state, lines } = await get(id)
      expect(['issued', 'withdrawn', 'requested']).toContain(state)
      if (state === 'issued') expect(lines[0]?.name).not.toBe('改')
    }
    await clean()
  })
})
