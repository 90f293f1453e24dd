import { afterAll, beforeAll, expect, test } from 'vitest'
import { noTerms } from '#kernel/terms.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { printedText } from '#test/paper.ts'
import { printQuote } from './paper.service.ts'
import { moveQuote, reviseQuote } from './quoteMove.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
let world: DealWorld
beforeAll(async () => {
  open = await openDeals()
  world = await dealWorld(open.db)
})
afterAll(() => open.close())

const printed = async (id: string, lang: 'en' | 'zh') =>
  printedText(await world.read('ann', (db, actor) => printQuote(db, actor, id, { lang, folder: '/nonexistent' })))

const rare = '㳇水镀锌喷粉罐——靐龘齉爨；Ωμ℃、“全角”（１２３）'
// streets that GBK cannot write, as places of delivery
const streets = '湖㳇镇、流波䃥镇、麦㙦镇、㮾梨街道、塘㙍镇、䢺江镇、桴㯊镇、㵲水街道'
const instalments = [
  { kind: 'deposit', on: 'signed', percent: '30' },
  { kind: 'balance', on: 'delivered', percent: '70', days: 30 },
] as const

test('every character that was typed is on the paper, rare ones too, in both languages', async () => {
  const quote = await world.quote((await world.deal()).id, {
    lines: [
      { name: rare, unitQty: '3', price: '411.67', taxRate: '13', discountKind: 'percent', discountValue: '5' },
      { name: '培训', unitQty: '1', price: '61', taxRate: '6', optional: true, note: '可分两次进行' },
    ],
    terms: { ...noTerms, instalments: [...instalments] },
    note: `交货期：收到定金后 45 天。送到${streets}。`,
  })
  await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
  const zh = await printed(quote.id, 'zh')
  const plain = (text: string) => text.replace(/\s/g, '')
  for (const text of [
    rare,
    quote.number,
    quote.customerName,
    '报价单',
    '培训(可选)',
    '可分两次进行',
    `交货期：收到定金后45天。送到${streets}。`,
    'Ann',
  ])
    expect(zh).toContain(plain(text))
  expect(quote.gross).toBe('1173.26')
  for (const text of [
    '¥1,173.26',
    '壹仟壹佰柒拾叁元贰角陆分',
    '−¥61.75',
    '定金30%，签订时:¥351.98',
    '尾款70%，签收后30天内:¥821.28',
  ])
    expect(zh).toContain(plain(text))
  const en = await printed(quote.id, 'en')
  for (const text of [rare, 'Quotation', 'Total with tax', '1,173.26', 'Deposit 30%, on signature', 'Page 1 of 1'])
    expect(en).toContain(plain(text))
}, 60_000)

test('three hundred lines run over pages, every one of them printed', async () => {
  const lines = Array.from({ length: 300 }, (_, i) => ({
    name: `第${i + 1}项服务`,
    unitQty: '1',
    price: '10',
    taxRate: '6',
  }))
  const quote = await world.quote((await world.deal()).id, { lines })
  const text = await printed(quote.id, 'zh')
  expect(lines.filter(line => !text.includes(line.name))).toEqual([])
  expect(text).toContain('草稿')
}, 60_000)

test('a kit is one priced line that says what it contains, on paper and on the way to its order', async () => {
  const b = await world.product({ name: '封口机', price: '60' })
  const c = await world.product({ name: '输送带', price: '40' })
  const parts = [b, c].map(one => ({ productId: one.id, qty: one === b ? '2' : '1' }))
  const kit = await world.product({ name: '封装产线', kind: 'kit', price: '150', unit: '套', parts })
  const quote = await world.quote((await world.deal()).id, { lines: [{ productId: kit.id, unitQty: '3' }] })
  expect(quote.lines).toMatchObject([
    { price: '150', gross: '450', parts: [{ name: '封口机', qty: '2' }, { qty: '1' }] },
  ])
  expect(await printed(quote.id, 'zh')).toContain('包含封口机×2件、输送带×1件')
  expect(await printed(quote.id, 'en')).toContain('Contains封口机×2件,输送带×1件')
  const sent = await world.write('ann', (tx, actor) => moveQuote(tx, actor, quote.id, 'send', {}))
  const next = await world.write('ann', (tx, actor) => reviseQuote(tx, actor, sent.id))
  expect(next.lines[0]?.parts).toEqual(quote.lines[0]?.parts)
}, 60_000)
