// @vitest-environment jsdom
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { kernelText } from '#kernel/kernel.text.ts'
import { button, draw, press, settle, type as typeIn } from '#test/page.tsx'
import { editText } from '#ui/edit.text.ts'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { billingText } from '../billing.text.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { requestText } from '../request.text.ts'
import { InvoiceFace } from './InvoiceFace.tsx'
import { InvoiceMoves } from './InvoiceMoves.tsx'
import { LinesSheet } from './LinesSheet.tsx'
import { TroublePart } from './TroublePart.tsx'

afterEach(() => vi.unstubAllGlobals())

const id = '00000000-0000-7000-8000-000000000001'
const texts = { ...invoiceText, ...billingText, ...requestText, ...kernelText, ...editText }
const line = {
  id: 'l1',
  no: 1,
  orderId: 'o1',
  orderNumber: 'SO1',
  orderLineId: 'ol1',
  shipmentLineId: null,
  originalLineId: null,
  productId: null,
  by: 'quantity',
  qty: '3',
  unit: '台',
  unitQty: '3',
  price: '100',
  name: '给袋机',
  spec: null,
  taxCode: null,
  lineKind: 'normal',
  isGoods: true,
  taxRate: '13',
  net: '300',
  tax: '39',
  gross: '339',
}
const empty = { address: null, phone: null, bank: null, account: null, email: null }
const invoice = (more: object = {}) =>
  ({
    id,
    version: 4,
    number: 'KP20261126-0001',
    kind: 'normal',
    taxKind: 'special',
    state: 'requested',
    currency: 'CNY',
    net: '600',
    tax: '78',
    gross: '678',
    reversed: '0',
    standing: null,
    taxNumber: null,
    date: null,
    originalId: null,
    note: null,
    capital: '陆佰柒拾捌元整',
    buyer: { kind: 'company', name: '霁川', taxNumber: null, ...empty },
    lines: [line, { ...line, id: 'l2', no: 2, name: '检重秤' }, { ...line, id: 'l3', no: 3, taxCode: '1'.repeat(19) }],
    ...more,
  }) as unknown as WholeInvoice // the parts under test read no more of an invoice than this

type Asked = { readonly call: string; readonly body: unknown }
function answering(answers: Readonly<Record<string, unknown>>): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const [plain = ''] = path.split('?')
    const call = `${init.method} ${plain.replace('/api', '')}`
    asked.push({ call, body: init.body ? JSON.parse(String(init.body)) : undefined })
    return new Response(JSON.stringify(answers[call] ?? { items: [], nextCursor: null }))
  })
  return asked
}

const all = { 'invoice.edit': 'all', 'invoice.issue': 'all', 'invoice.record': 'all', 'invoice.credit': 'all' } as const
const session: Session = {
  userId: 'a',
  name: 'Ann',
  lang: 'en',
  roles: ['finance'],
  grants: all,
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const page = (node: React.ReactNode) => draw(<SessionProvider value={session}>{node}</SessionProvider>, { texts })
const offer = (move: string, ...reasons: { key: string; path?: string; values?: object }[]) => ({
  move,
  ok: reasons.length === 0,
  reasons: [...reasons] as never, // as the server answers them
})
const settings = { seller: { name: '砺禾', taxNumber: null, ...empty } }

const missing = { key: 'invoice.taxNumberMissing', path: 'buyer.taxNumber' }
const codes = { key: 'invoice.taxCodeWrong', path: 'lines.0.taxCode', values: { lines: '1, 2' } }

test('what the tax service would refuse is said at the field and at every line that it concerns', async () => {
  answering({ 'GET /invoice-settings': settings })
  const { body } = await page(<InvoiceFace invoice={invoice()} reasons={[missing, codes]} />)
  const bad = [...body.querySelectorAll('.bad')].map(one => one.textContent)
  expect(bad[0]).toBe('Tax numberThe buyer’s tax number is missing.')
  expect(bad.slice(1)).toHaveLength(2)
  expect(bad[1]).toContain('lines 1, 2')
  expect(bad[2]).toContain('检重秤')
  expect(body.textContent).toContain('陆佰柒拾捌元整')
})

test('a reason leads to the sheet in which it can be put right', async () => {
  answering({})
  const { body } = await page(<InvoiceMoves invoice={invoice()} offers={[offer('issue', missing)]} />)
  await press(body.querySelector('.btn.no'))
  await press(body.querySelector('.reasons button'))
  const dialog = body.querySelector('[role=dialog]')
  expect([...(dialog?.querySelectorAll('label') ?? [])].map(one => one.textContent)).toContain('Tax number')
})

test('issued by hand: a number of 20 digits goes out as digits, a shorter one is refused where it was typed', async () => {
  const issuing = invoice({ state: 'issuing', channel: 'manual' })
  const asked = answering({ 'GET /invoice-settings': settings, [`POST /invoices/${id}/moves/record`]: issuing })
  const { body } = await page(<InvoiceMoves invoice={issuing} offers={[offer('record')]} />)
  await press(button(body, 'Record the number'))
  await settle(100)
  const dialog = body.querySelector('[role=dialog]')
  await typeIn(dialog?.querySelector('[data-field=taxNumber] input'), '2633 2000')
  await press(dialog?.querySelector('button[type=submit]'))
  expect(dialog?.querySelector('.wrong')?.textContent).toBe('A number has 20 digits; this has 8.')
  await typeIn(dialog?.querySelector('[data-field=taxNumber] input'), ' 2633 2000 0000 1234 5678')
  await press(dialog?.querySelector('button[type=submit]'))
  const sent = asked.find(one => one.call.endsWith('/moves/record'))
  expect(sent?.body).toMatchObject({ version: 4, taxNumber: '26332000000012345678' })
})

test('moves of red letters are not offered on a request, nor the other way round', async () => {
  answering({})
  const offers = [offer('again', { key: 'invoice.isRequest' }), offer('retry'), offer('withdraw')]
  const { body } = await page(<InvoiceMoves invoice={invoice({ state: 'failed' })} offers={offers} />)
  expect([...body.querySelectorAll('.movebar button')].map(one => one.textContent)).toEqual(['Ask again', 'Withdraw'])
})

test('other words leave the amounts alone, another quantity draws the lines again', async () => {
  const asked = answering({ [`PATCH /invoices/${id}`]: invoice() })
  const { body } = await page(<InvoiceMoves invoice={invoice()} offers={[]} />)
  const save = async (label: string, value: string) => {
    await press(button(body, 'Edit lines'))
    const dialog = body.querySelector('[role=dialog]')
    await typeIn(dialog?.querySelector(`[aria-label^="${label}"]`), value)
    await press(dialog?.querySelector('.foot .pri'))
    return asked.findLast(one => one.call.startsWith('PATCH'))?.body
  }
  const words = await save('给袋机 Tax code', '1090511030000000000')
  expect(words).toMatchObject({ version: 4, words: [{ no: 1, taxCode: '1090511030000000000' }, { no: 2 }, { no: 3 }] })
  expect(words).not.toHaveProperty('lines')
  expect(await save('检重秤 Quantity', '0')).toMatchObject({
    lines: [{ orderLineId: 'ol1', unitQty: '3' }, { unitQty: '3' }],
  })
})

test('a failed one says why, a silent one since when, a good one nothing', async () => {
  answering({})
  const failed = await page(<TroublePart invoice={invoice({ state: 'failed', error: '税号不符' })} />)
  expect(failed.body.textContent).toContain('It was not issued 税号不符')
  const stuck = { state: 'issuing', stuck: true, error: 'invoice.silent', sentAt: '2026-11-25T03:00:00.000Z' }
  const silent = await page(<TroublePart invoice={invoice(stuck)} />)
  expect(silent.body.textContent).toContain('The tax service does not answer.')
  const good = await page(<TroublePart invoice={invoice({ state: 'issued' })} />)
  expect(good.body.lastElementChild?.querySelector('aside')).toBeNull()
})

/** What somebody else saves while the lines are open. */
function Desk() {
  const [version, setVersion] = useState(4)
  const lines = [{ ...line, name: version === 4 ? '给袋机' : '别人改的' }]
  return (
    <>
      <button type="button" onClick={() => setVersion(5)}>
        Somebody saves
      </button>
      <LinesSheet invoice={invoice({ version, lines })} open onClose={() => undefined} />
    </>
  )
}

test('what is typed on lines outlasts what others save, and goes out with the version it began with', async () => {
  const asked = answering({ [`PATCH /invoices/${id}`]: invoice() })
  const { body } = await page(<Desk />)
  const spec = () => body.ownerDocument.querySelector<HTMLInputElement>('[data-word="spec"] input')
  await typeIn(spec(), '304 不锈钢')
  await press(button(body, 'Somebody saves'))
  expect(spec()?.value).toBe('304 不锈钢')
  expect(body.ownerDocument.querySelector('.note')?.textContent).toContain('Someone changed this meanwhile')
  await press(button(body.ownerDocument.body, billingText['billing.save'].en))
  expect(asked.find(one => one.call.startsWith('PATCH'))?.body).toMatchObject({ version: 4 })
})
