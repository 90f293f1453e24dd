import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordInvoice } from '#journeys/issueInvoice.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { type OrderWorld, openOrders, orderWorld } from '#test/orderWorld.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { moveInvoice } from './invoiceMove.service.ts'
import { printInvoice } from './paper.service.ts'
import { requestInvoice } from './request.service.ts'
import { invoicingOf, setInvoicing } from './settings.service.ts'
import { readAnswers, writeTaxFile } from './taxFile.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let sent: WholeInvoice
const taxCode = '1090205000000000000'
const name = '给袋式包装机，㳇水型"A"'
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  await world.write('fay', (tx, actor) =>
    setInvoicing(tx, actor, {
      ...invoicingOf(actor.org),
      channel: 'file',
      seller: { ...invoicingOf(actor.org).seller, taxNumber: '91110108551385082Q' },
    }),
  )
  const product = await world.stocked('10', { price: '617.28' })
  const order = await world.confirmed([{ productId: product.id, unitQty: '2' }])
  const lines = [{ orderLineId: order.lines[0]?.id ?? '', unitQty: '2', taxCode, name }]
  const asked = { lines, note: '=1+1', buyer: { taxNumber: '91110108551385082Q' } }
  const { id } = await world.write('ann', (tx, actor) => requestInvoice(tx, actor, asked))
  sent = await world.write('fay', (tx, actor) => moveInvoice(tx, actor, id, { move: 'issue' }))
})
afterAll(() => open.close())

async function bytesOf({ bytes }: FileAnswer): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(Buffer.from(part))
  return new Uint8Array(Buffer.concat(parts))
}
const file = async (format: 'json' | 'csv', lang: 'en' | 'zh' = 'zh') =>
  new TextDecoder().decode(
    await bytesOf(await world.read('fay', (db, actor) => writeTaxFile(db, actor, { ids: [sent.id], format, lang }))),
  )

test('the file for the tax software says seller, buyer and lines by our request number', async () => {
  expect(JSON.parse(await file('json'))).toMatchObject({
    seller: { taxNumber: '91110108551385082Q' },
    invoices: [
      {
        number: sent.number,
        taxKind: 'plain',
        gross: '1234.56',
        lines: [{ taxCode, quantity: '2', net: '1092.53', tax: '142.03' }],
      },
    ],
  })
})
test('as a table: one row a line, quoted, and nothing in it is a formula', async () => {
  const [head, row] = (await file('csv')).split('\r\n')
  expect(head).toMatch(/^申请单号,类型,票种/)
  expect(row).toContain('"给袋式包装机，㳇水型""A"""')
  expect(row).toMatch(/,'=1\+1$/)
})
test('its answer is found in whatever columns, as JSON or as a table, and what does not fit says why', async () => {
  const ask = (text: string) => world.read('fay', (db, actor) => readAnswers(db, actor, text))
  const number = '2'.repeat(20)
  const table = `发票号码,开票日期,单号\n${number},2026/11/5,${sent.number}\n${number},20261105,KP20200101-0001\n${sent.number},,`
  expect(await ask(table)).toMatchObject([
    { line: 2, id: sent.id, taxNumber: number, date: '2026-11-05', reasons: [] },
    { line: 3, id: null, date: '2026-11-05', reasons: [{ key: 'invoice.answerUnknown' }] },
    {
      line: 4,
      taxNumber: null,
      date: null,
      reasons: [{ key: 'invoice.answerNoNumber' }, { key: 'invoice.answerTwice' }],
    },
  ])
  expect(await ask(JSON.stringify([{ no: number, request: sent.number, on: '2026-11-05' }]))).toMatchObject([
    { id: sent.id, taxNumber: number, date: '2026-11-05', reasons: [] },
  ])
})
test('the copy on paper: both parties, every character, the amount in words; before it is issued it says so', async () => {
  const textOf = async () => {
    const data = await bytesOf(
      await world.read('fay', (db, actor) => printInvoice(db, actor, sent.id, { lang: 'zh', folder: '/nonexistent' })),
    )
    const document = await getDocument({ data, useSystemFonts: false, verbosity: 0 }).promise
    const content = await (await document.getPage(1)).getTextContent()
    await document.cleanup()
    return content.items
      .map(item => ('str' in item ? item.str : ''))
      .join('')
      .replace(/\s/g, '')
  }
  expect(await textOf()).toContain('未开具')
  await world.write('fay', (tx, actor) => recordInvoice(tx, actor, sent.id, { taxNumber: '3'.repeat(20) }))
  const text = await textOf()
  for (const part of [
    '增值税普通发票（副本）',
    name,
    '壹仟贰佰叁拾肆元伍角陆分',
    '3'.repeat(20),
    'Acme',
    sent.buyer.name,
  ])
    expect(text).toContain(part.replace(/\s/g, ''))
  expect(text).not.toContain('未开具')
}, 60_000)
