import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { kernelText } from '#kernel/kernel.text.ts'
import { button, draw, press, settle, until, windowOf } from '#test/page.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import, Inspection, Verdict } from '../import.schema.ts'
import { ImportPage } from './ImportPage.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const one: Import = {
  id,
  entity: 'deal',
  kindBy: 'person',
  fileName: 'deals.csv',
  format: 'text',
  encoding: 'gb18030',
  sheets: [],
  sheet: null,
  mapping: [],
  state: 'inspected',
  problem: null,
  warnings: [],
  rowsTotal: 900,
  rowsRead: 0,
  rowsOk: 0,
  rowsRefused: 0,
  rowsAlike: 0,
  rowsHeld: 0,
  lastLine: 0,
  createdAt: '2026-11-25T02:00:00.000Z',
  finishedAt: null,
}
const field = (key: string, [en, zh]: [string, string], kind = 'text', required = false) => ({
  key,
  label: { en, zh },
  required,
  kind,
})
const plain: Omit<Inspection['columns'][number], 'column' | 'name'> = {
  samples: ['a', 'b'],
  values: null,
  numbers: 'plain',
  dates: 'plain',
}
const inspection: Inspection = {
  import: one,
  kinds: [],
  fields: [
    field('name', ['Name', '商机名称'], 'text', true),
    field('customerId', ['Customer', '客户'], 'reference', true),
    field('stageId', ['Stage', '阶段'], 'reference'),
    field('expectedClose', ['Expected close', '预计成交日期'], 'date'),
  ],
  columns: [
    { ...plain, column: 0, name: 'what' },
    { ...plain, column: 1, name: 'who' },
    {
      ...plain,
      column: 2,
      name: 'where',
      values: [
        { value: 'Won', count: 3 },
        { value: 'Nego', count: 2 },
      ],
    },
    { ...plain, column: 3, name: 'when', dates: 'unclear' },
    { ...plain, column: 4, name: 'client' },
  ],
  mapping: [
    { column: 0, field: 'name' },
    { column: 1, field: 'customerId' },
    { column: 2, field: 'stageId' },
    { column: 3, field: 'expectedClose' },
  ],
  remembered: false,
  before: [],
  unmapped: [{ column: 4, header: 'client', why: 'noMatch' }],
  known: [
    {
      field: 'stageId',
      names: [
        { name: '商务谈判', also: ['Negotiation', '商务谈判'] },
        { name: '赢单', also: ['Won', 'won'] },
      ],
      only: true,
    },
  ],
}
const verdict: Verdict = {
  groups: [
    { reason: { key: 'exchange.required', path: 'customerId' }, count: 12, lines: [2, 5, 9], cells: [] },
    {
      reason: { key: 'exchange.notFound', path: 'stageId', values: { value: 'Nego', column: 'where' } },
      count: 2,
      lines: [3, 4],
      cells: ['Nego', 'Other'],
    },
  ],
  rows: [],
}

let now: Import
let kinds: Inspection['kinds']
let asked: { method: string; url: string; body: unknown }[]
let refusal: unknown
beforeEach(() => {
  now = one
  kinds = []
  asked = []
  refusal = undefined
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const method = init.method ?? 'GET'
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : init.body
    asked.push({ method, url, body })
    const refused = method === 'POST' && refusal
    return new Response(JSON.stringify(refused ? refusal : answerTo(url, method)), {
      status: refused ? 422 : 200,
      headers: { 'content-type': 'application/json' },
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

const fields = inspection.fields
const offered = [
  { entity: 'deal', label: { en: 'Deals', zh: '商机' }, path: '/deals', opening: false, fields },
  { entity: 'openingOrder', label: { en: 'Orders of before', zh: '历史订单' }, path: '/orders', opening: true, fields },
]

function answerTo(url: string, method: string): unknown {
  if (url === '/api/imports/entities') return { items: offered }
  if (url.endsWith('/sheet')) now = { ...now, sheet: '明细' }
  if (url.endsWith('/sheet'))
    return { ...inspection, import: now, columns: inspection.columns.slice(0, 1), mapping: [] }
  if (url.endsWith('/kind')) now = { ...now, entity: 'openingOrder', kindBy: 'person' }
  if (url.endsWith('/kind')) return { ...inspection, import: now }
  if (url.endsWith('/inspection')) return { ...inspection, kinds, import: now }
  if (url.endsWith('/verdict')) return verdict
  if (url.endsWith('/check')) now = { ...now, state: 'checking' }
  if (url.endsWith('/run')) now = { ...now, state: 'running', rowsRead: 0 }
  if (url.endsWith('/stop')) now = { ...now, state: 'failed', problem: { key: 'exchange.stoppedByHand' } }
  if (url.endsWith('/cancel')) now = { ...now, state: now.state === 'checking' ? 'inspected' : 'cancelled' }
  if (url === '/api/imports' || url.startsWith('/api/imports?'))
    return method === 'POST' ? inspection : { items: [now] }
  return now
}

const texts = { ...kernelText, ...exchangeText }
const open = async (lang: 'en' | 'zh' = 'en', at = `/import?id=${id}`) => {
  const drawn = await draw(<ImportPage />, { texts, lang, at })
  await until(() => drawn.body.querySelector('[aria-busy]') === null)
  await settle(60)
  return drawn
}
const select = (body: HTMLElement, name: string) => {
  const found = [...body.querySelectorAll('select')].find(one => one.getAttribute('aria-label') === name)
  if (!found) throw new Error(`no list is called ${name}`)
  return found
}
async function choose(list: HTMLSelectElement, value: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(list, value)
    list.dispatchEvent(new Event('change', { bubbles: true }))
  })
}
const sent = () => asked.filter(call => call.method === 'POST')

test.each(['checking', 'checked'] as const)('what the file holds stands above it when it is %s', async state => {
  now = { ...one, state, rowsRead: 900, rowsOk: 900 }
  const { body } = await open()
  await until(() => /^Deals · Rows: 900/.test(body.querySelector('.impnote')?.textContent ?? ''))
})

test.each([1440, 390])('what was refused is told by fields people know, in their language, at %i px', async width => {
  windowOf(width)
  now = { ...one, state: 'checked', rowsRead: 900, rowsOk: 886, rowsRefused: 14 }
  const { body } = await open('zh')
  await until(() => body.querySelector('.impwhy') !== null)
  const [first, second] = [...body.querySelectorAll('.impwhy li')].map(li => li.textContent)
  expect(first).toContain('12 行客户 · 此项必填。第 2, 5, 9 行…')
  expect(second).toContain('阶段 （列“where”） · 找不到“Nego”。 还有 “Other”')
  expect(body.textContent).not.toMatch(/customerId|stageId/)
  expect(body.querySelector('.impsum')?.textContent).toBe('读取900可导入886不可导入14')
  expect(button(body, '下载未导入的行').getAttribute('href')).toBe(`/api/imports/${id}/errors`)
  await press(button(body, '导入 886 / 900 行'))
  expect(sent().map(call => call.url)).toEqual([`/api/imports/${id}/run`])
})

test('a column is put right by hand: the one before lets go of the field, and the check gets what is seen', async () => {
  const { body } = await open()
  expect(body.textContent).toContain('Columns left out: 1')
  await choose(select(body, 'Field for client'), 'customerId')
  expect(select(body, 'Field for who').value).toBe('')
  await choose(select(body, 'Field for what'), '')
  expect(body.textContent).toContain('Still needed: Name')
  await choose(select(body, 'Field for what'), 'name')
  await press(button(body, 'Check'))
  expect(sent()[0]).toMatchObject({
    url: `/api/imports/${id}/check`,
    body: {
      mapping: expect.arrayContaining([
        { column: 0, field: 'name' },
        { column: 4, field: 'customerId' },
      ]),
    },
  })
  expect(JSON.stringify(sent()[0]?.body).match(/"column"/g)).toHaveLength(4)
})

test('a spelling that nobody knows is given its meaning once, a known one is not asked about', async () => {
  const { body } = await open('zh')
  const asks = [...body.querySelectorAll<HTMLElement>('.impval')]
  expect(asks.map(ask => ask.textContent)).toEqual([expect.stringContaining('“Nego”')])
  const list = asks[0]?.querySelector('select')
  if (!list) throw new Error('no list')
  await choose(list, '商务谈判')
  await press(button(body, '检查'))
  expect(sent()[0]?.body).toMatchObject({
    mapping: expect.arrayContaining([{ column: 2, field: 'stageId', values: { Nego: '商务谈判' } }]),
  })
})

test('a column whose days could be months is asked about, and only such a one', async () => {
  const { body } = await open()
  await choose(select(body, 'How when writes dates'), 'dmy')
  await press(button(body, 'Check'))
  expect(sent()[0]?.body).toMatchObject({
    mapping: expect.arrayContaining([{ column: 3, field: 'expectedClose', dates: 'dmy' }]),
  })
  expect(body.querySelectorAll('select[aria-label^="How "]')).toHaveLength(0)
})

test('a change after the check asks for another check before anything is imported', async () => {
  now = { ...one, state: 'checked', rowsRead: 900, rowsOk: 900 }
  const { body } = await open()
  expect(button(body, 'Import 900 of 900')).toBeTruthy()
  await press(button(body, 'Change columns'))
  await choose(select(body, 'Field for when'), '')
  expect(body.textContent).not.toContain('Import 900 of 900')
  expect(button(body, 'Check')).toBeTruthy()
})

test('progress is there again for whoever left and comes back, and can be stopped', async () => {
  now = { ...one, state: 'running', rowsRead: 400, rowsOk: 400 }
  const { body } = await open()
  expect(body.textContent).toContain('400 of 900 rows')
  expect(body.textContent).toContain('You may leave this page meanwhile.')
  now = { ...now, rowsRead: 600, rowsOk: 600 }
  await settle(1200)
  expect(body.textContent).toContain('600 of 900 rows')
  await press(button(body, 'Stop'))
  expect(sent().map(call => call.url)).toEqual([`/api/imports/${id}/stop`])
  expect(body.querySelector('[role=alert]')?.textContent).toContain('the rest may go on from here')
  expect(button(body, 'Go on')).toBeTruthy()
  await press(button(body, 'Leave the rest'))
  expect(body.textContent).toContain('Stopped. What is in stays; not looked at: 300.')
})

test('what broke off says why and goes on; what is done shows where the records are', async () => {
  now = { ...one, state: 'failed', rowsRead: 400, rowsOk: 400, problem: { key: 'exchange.brokeOff' } }
  const { body } = await open()
  expect(body.querySelector('[role=alert]')?.textContent).toContain('It broke off')
  await press(button(body, 'Go on'))
  expect(sent().map(call => call.url)).toEqual([`/api/imports/${id}/run`])
  now = { ...one, state: 'done', rowsRead: 900, rowsOk: 900 }
  await settle(1200)
  expect(button(body, 'Look at Deals').getAttribute('href')).toBe('/deals/list')
  expect(button(body, 'Another file').getAttribute('href')).toBe('/import')
})

test('a file is read at once and opened; what is no table says so on the spot', async () => {
  const drawn = await open('en', '/import')
  const input = drawn.body.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('no file field')
  const give = async (file = new File(['name\nx\n'], 'x.csv', { type: 'text/csv' })) => {
    Object.defineProperty(input, 'files', { configurable: true, value: [file] })
    await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })))
    await settle(60)
  }
  const big = new File([], 'big.csv')
  Object.defineProperty(big, 'size', { value: 51 * 1024 * 1024 })
  await give(big)
  expect(drawn.body.querySelector('[role=alert]')?.textContent).toContain('larger than 50 MB')
  expect(sent()).toEqual([])
  refusal = { reasons: [{ key: 'exchange.bookOld' }] }
  await give()
  const [what] = drawn.body.querySelectorAll('select')
  expect(what?.value).toBe('')
  expect(drawn.body.querySelector('[role=alert]')?.textContent).toContain('old workbook')
  refusal = undefined
  await give()
  expect(sent().at(-1)?.url).toBe('/api/imports')
  const form = sent().at(-1)?.body
  expect(form instanceof FormData && form.get('file')).toBeInstanceOf(File)
  expect(drawn.href()).toBe(`/import?id=${id}`)
})

test('a kind of the time before says how its file is built, and its empty file comes in either language', async () => {
  const { body } = await open('zh', '/import')
  const [what] = [...body.querySelectorAll('select')]
  expect([...(what?.querySelectorAll('optgroup option') ?? [])].map(one => one.textContent)).toEqual(['历史订单'])
  if (!what) throw new Error('no choice')
  await choose(what, 'openingOrder')
  expect(body.textContent).toContain('订单编号相同的行为同一订单')
  const links = [...body.querySelectorAll<HTMLAnchorElement>('a[download]')].map(one => decodeURIComponent(one.href))
  expect(links.map(one => one.slice(one.indexOf(',') + 1))).toEqual([
    '\ufeffName,Customer,Stage,Expected close\r\n',
    '\ufeff商机名称,客户,阶段,预计成交日期\r\n',
  ])
})

test('of a workbook another sheet is chosen, and its own columns are there to be mapped', async () => {
  now = { ...one, format: 'workbook', encoding: null, sheet: '客户', sheets: ['客户', '明细'] }
  const { body } = await open()
  expect(body.textContent).toContain('客户')
  const choice = (of: string) => [...body.querySelectorAll('select')].find(each => each.value === of)
  await until(() => choice('客户') !== undefined)
  const sheet = choice('客户')
  if (!sheet) throw new Error('no choice of a sheet')
  await choose(sheet, '明细')
  expect(sent()[0]).toMatchObject({ url: `/api/imports/${id}/sheet`, body: { sheet: '明细' } })
  await until(() => choice('明细') !== undefined)
  await until(() => (body.textContent ?? '').includes('0 of 1 column goes in.'))
})

test.each([1440, 390])('where headings fit several kinds it is asked before anything else, at %i px', async width => {
  windowOf(width)
  now = { ...one, entity: 'deal', kindBy: 'open' }
  kinds = [
    { entity: 'deal', known: 3, lacking: 1 },
    { entity: 'openingOrder', known: 2, lacking: 0 },
    { entity: 'outOfReach', known: 2, lacking: 0 },
  ]
  const { body } = await open('zh')
  await until(() => (body.textContent ?? '').includes('这个文件里是什么？'))
  expect([...body.querySelectorAll('.impkind')].map(choice => choice.textContent)).toEqual([
    '商机5 列中识别 3 列',
    '历史订单5 列中识别 2 列',
  ])
  expect(body.querySelectorAll('.impcol')).toHaveLength(0)
  expect(body.textContent).not.toContain('逐行检查')
  await press(button(body, '历史订单5 列中识别 2 列'))
  expect(sent()[0]).toMatchObject({ url: `/api/imports/${id}/kind`, body: { entity: 'openingOrder' } })
  await until(() => body.querySelectorAll('.impcol').length > 0)
  expect(body.textContent).not.toContain('这个文件里是什么？')
})

test('what the headings told stands there to be put right; nothing that fits is a list to choose from', async () => {
  now = { ...one, kindBy: 'headings' }
  const { body } = await open()
  const [what] = [...body.querySelectorAll('select')]
  expect(what?.labels?.[0]?.textContent).toBe('The file holds')
  expect([what?.value, body.textContent?.includes('Told by its headings')]).toEqual(['deal', true])
  refusal = { reasons: [{ key: 'exchange.alreadyRun' }] }
  if (!what) throw new Error('no choice')
  await choose(what, 'openingOrder')
  expect(body.querySelector('[role=alert]')?.textContent).toContain('already been started')
  refusal = undefined
  await choose(what, 'openingOrder')
  await until(() => body.querySelector<HTMLSelectElement>('select')?.value === 'openingOrder')
  now = { ...one, kindBy: 'open' }
  kinds = []
  const none = await open()
  expect(none.body.textContent).toContain('Its headings fit no kind of record.')
})

test.each([
  ['openingOrder', 'openingOrder'],
  ['outOfReach', ''],
])('a page that knows what will be brought opens with it: %s', async (asked, held) => {
  const { body } = await open('en', `/import?entity=${asked}`)
  expect(body.querySelector('select')?.value).toBe(held)
})
