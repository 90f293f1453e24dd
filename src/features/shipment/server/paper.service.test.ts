import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropPicture, letterheadOf, setPicture } from '#features/file/server/logo.service.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { printOrder } from '#features/order/server/paper.service.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { noTerms, type Terms } from '#kernel/terms.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import { printedPages, printedText } from '#test/paper.ts'
import { printNote, printPicks } from './paper.service.ts'
import { createShipment } from './shipment.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
})
afterAll(() => open.close())

/** 24 × 8 points of one colour. */
const png = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAABgAAAAICAYAAADjoT9jAAAAF0lEQVR4nGOo1Y76T0vMMGrBqAWD3wIApEKA0EzHpr0AAAAASUVORK5CYII=',
    'base64',
  ),
)
const folder = '/nonexistent'
const rare = '㳇水镀锌喷粉罐——靐龘；Ωμ℃'
const planned = (order: WholeOrder, input: object = {}) =>
  world.write('wei', (tx, actor) => createShipment(tx, actor, { orderIds: [order.id], ...input }))
const notes = async (id: string, lang: 'en' | 'zh') =>
  printedText(await world.read('wei', (db, actor) => printNote(db, actor, id, { lang, folder })))
const picks = async (ids: string[], lang: 'en' | 'zh') =>
  printedText(await world.read('wei', (db, actor) => printPicks(db, actor, ids, { lang, folder })))

test('a delivery note has who, where, what and lines to sign, rare characters too, and no price', async () => {
  const product = await world.stocked('20', { name: rare, spec: '5 L', price: '4321.5' })
  const order = await world.confirmed([{ productId: product.id, unitQty: '3' }])
  const shipment = await planned(order, { contactName: '周工', phone: '13800138000', note: '请走 3 号门' })
  const zh = await notes(shipment.id, 'zh')
  for (const text of ['送货单', '草稿', shipment.number, order.number, rare, product.code, '周工', '13800138000'])
    expect(zh).toContain(text)
  for (const text of ['南京市江宁区', '请走3号门', '收货人签章', '承运人', '第1页，共1页', '共1行'])
    expect(zh).toContain(text)
  expect(zh).not.toContain('4,321')
  const en = await notes(shipment.id, 'en')
  for (const text of ['Deliverynote', 'Receivedby', 'Page1of1', rare]) expect(en).toContain(text)
}, 60_000)

test('a pick list gathers several shipments, each product once with its shares, and no price', async () => {
  const product = await world.stocked('20', { price: '4321.5' })
  const orders = await Promise.all(['3', '4'].map(unitQty => world.confirmed([{ productId: product.id, unitQty }])))
  const shipments = await Promise.all(orders.map(order => planned(order)))
  const zh = await picks(
    shipments.map(one => one.id),
    'zh',
  )
  for (const one of shipments) expect(zh).toContain(one.number)
  for (const text of ['拣货单', '主仓', product.code, '7', '拣货人', '复核人']) expect(zh).toContain(text)
  expect(zh).not.toContain('4,321')
  expect(
    await picks(
      shipments.map(one => one.id),
      'en',
    ),
  ).toContain('Pickedby')
}, 60_000)

test('five hundred lines run over pages; another company’s shipment is missing, by its place', async () => {
  const product = await world.stocked('500')
  const lines = Array.from({ length: 500 }, () => ({ productId: product.id, unitQty: '1' }))
  const order = await world.confirmed(lines)
  const shipment = await planned(order)
  const zh = await notes(shipment.id, 'zh')
  expect(zh).toContain('共500行')
  expect(zh).toMatch(/第(\d+)页，共\1页/)
  await expect(
    world.read('gus', (db, actor) => printPicks(db, actor, [shipment.id], { folder })),
  ).rejects.toMatchObject({
    kind: 'missing',
  })
}, 120_000)

describe('forty lines with long names, on paper of the company’s own', () => {
  const long = 'ZK-1200-DN80-304L-SUS316-FLANGE-PN16-RF-ASME-B16.5-CLASS150-LONGNECK'
  const names = Array.from(
    { length: 40 },
    (_, i) => `第${String(i + 1).padStart(2, '0')}项 卧式真空充氮包装机配套304不锈钢工装夹具 ${long}`,
  )
  let order: WholeOrder
  let files: string
  beforeAll(async () => {
    files = mkdtempSync(join(tmpdir(), 'baton-logo-'))
    await world.write('olivia', (tx, actor) =>
      setPicture(tx, actor, { which: 'logo', folder: files }, { fileName: '标志.png', type: 'image/png', bytes: png }),
    )
    const lines = names.map(name => ({ name, unit: '套', fulfil: 'ship' as const, unitQty: '2', price: '1234.5' }))
    const terms: Terms = { ...noTerms, instalments: [{ kind: 'deposit', on: 'signed', percent: '100' }] }
    order = await world.confirmed(lines, { terms, promisedDate: '2026-12-24', poNumber: 'PO-77' })
  })
  afterAll(() => rmSync(files, { recursive: true, force: true }))

  /** The head again on each page, every line once, the end with the last line only. */
  const told = (
    pages: Awaited<ReturnType<typeof printedPages>>,
    { head, end }: Record<'head' | 'end', readonly string[]>,
  ) => {
    expect(pages.length).toBeGreaterThan(1)
    pages.forEach(({ text, pictures }, i) => {
      for (const word of head) expect(text, `page ${i + 1}`).toContain(word)
      expect(pictures, `the logo on page ${i + 1}`).toBe(i === 0 ? 1 : 0)
      for (const word of end) expect(text.includes(word), `${word} on page ${i + 1}`).toBe(i === pages.length - 1)
    })
    const text = pages.map(page => page.text).join('')
    for (const name of names) expect(text.split(name.replace(/\s/g, '')).length - 1, name).toBe(1)
    expect(pages.at(-1)?.text).toMatch(/第\d\d项/)
  }

  test('the order confirmation: price, terms, 大写 and a place to stamp', async () => {
    const print = () => world.read('oda', (db, actor) => printOrder(db, actor, order.id, { lang: 'zh', folder: files }))
    const zh = await printedPages(await print())
    const pages = zh.length
    told(zh, {
      head: ['订单确认书', order.number, order.customerName, '产品', '数量', '单价', '金额'],
      end: [
        '价税合计',
        '玖万捌仟柒佰陆拾元整',
        '¥98,760.00',
        '付款条款',
        '定金100%，签订时',
        '需方（签字盖章）',
        `第${pages}页，共${pages}页`,
      ],
    })
    expect(zh[0]?.text).toContain('贵方采购单号:PO-77')
    expect(zh[0]?.text).toContain('交货日期:2026-12-24')
  }, 60_000)

  test('the delivery note, in English, without a price', async () => {
    const shipment = await planned(order)
    const print = () =>
      world.read('wei', (db, actor) => printNote(db, actor, shipment.id, { lang: 'en', folder: files }))
    const pages = await printedPages(await print())
    told(pages, {
      head: ['Deliverynote', shipment.number, order.customerName, 'Product'],
      end: ['Lines:40', 'Receivedby', `Page${pages.length}of${pages.length}`],
    })
    expect(pages.map(page => page.text).join('')).not.toContain('1,234')
  }, 60_000)
})

test('a logo is a PNG or JPEG by its bytes, small, and one that can be drawn; the next one takes its place', async () => {
  const files = mkdtempSync(join(tmpdir(), 'baton-logo-'))
  const give = (bytes: Uint8Array) =>
    world.write('olivia', (tx, actor) =>
      setPicture(tx, actor, { which: 'logo', folder: files }, { fileName: 'a.png', type: 'image/png', bytes }),
    )
  const reasonsOf = (bytes: Uint8Array) => give(bytes).catch((error: Refusal) => error.reasons.map(one => one.key))
  const wide = new Uint8Array(png)
  new DataView(wide.buffer).setUint32(16, 30_000)
  const torn = png.slice(0, 60)
  const large = new Uint8Array(65 * 1024)
  large.set(png)
  expect(await reasonsOf(new TextEncoder().encode('<svg onload="alert(1)"/>'))).toEqual(['file.logo.type'])
  expect(await reasonsOf(new Uint8Array())).toEqual(['file.empty'])
  expect(await reasonsOf(large)).toEqual(['file.logo.tooLarge'])
  expect(await reasonsOf(wide)).toEqual(['file.logo.tooWide'])
  expect(await reasonsOf(torn)).toEqual(['file.logo.broken'])
  await Promise.all([give(png), give(png)])
  const live = await world.rows("select id from files where org_id = $1 and entity = 'org' and deleted_at is null")
  expect(live).toHaveLength(1)
  const letterhead = await world.read('ann', (db, actor) => letterheadOf(db, actor, { folder: files }))
  expect(letterhead.logo).toMatch(/^data:image\/png;base64,/)
  await world.write('olivia', (tx, actor) => dropPicture(tx, actor, 'logo'))
  expect((await world.read('ann', (db, actor) => letterheadOf(db, actor, { folder: files }))).logo).toBeUndefined()
  rmSync(files, { recursive: true, force: true })
})
