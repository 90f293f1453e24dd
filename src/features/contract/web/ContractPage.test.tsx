import { act, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { ContractLine, WholeContract } from '../contract.schema.ts'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import type { Template } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { CallOffPart } from './CallOffPart.tsx'
import { TemplateEditor } from './TemplateEditor.tsx'
import { TextPart } from './TextPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = '2026-06-08T02:00:00.000Z'
const line: ContractLine = {
  id: id(20),
  no: 1,
  productId: null,
  parts: null,
  code: null,
  kind: 'service',
  fulfil: 'accept',
  name: '年度巡检',
  spec: null,
  unit: '次',
  unitQty: '10',
  factor: '1',
  qty: '10',
  asNeeded: false,
  price: '100',
  listPrice: null,
  handPrice: false,
  priceWhy: null,
  discountKind: null,
  discountValue: null,
  taxRate: '6',
  base: '1000',
  lineDiscount: '0',
  share: '0',
  amount: '1000',
  net: '943.4',
  tax: '56.6',
  gross: '1000',
  calledQty: '4',
  baseLineId: null,
  quoteLineId: null,
  note: null,
}
const contract = {
  id: id(1),
  version: 4,
  number: 'HT20260608-0001',
  versionNo: 1,
  kind: 'framework',
  title: '年度维保框架合同',
  state: 'effective',
  customerId: id(2),
  customerName: '江苏榆湾饮料有限公司',
  amount: '1500',
  calledOff: '400',
  remaining: '1100',
  currency: 'CNY',
  templateName: '框架合同（标准）',
  templateVersion: 2,
  lines: [line],
} as unknown as WholeContract // only what these parts read

const template: Template = {
  id: id(7),
  version: 1,
  name: '短合同',
  lang: 'zh',
  kind: 'one_off',
  body: [{ kind: 'text', text: '编号：' }],
  archived: false,
  updatedAt: at,
  updatedByName: null,
  used: 0,
}
const written = {
  pieces: [{ kind: 'text', mark: '', runs: [{ text: '签订日期：' }, { text: '＿＿', blank: '签订日期' }] }],
  blanks: ['签订日期'],
}

let asked: { url: string; body: unknown }[] = []
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (url: string, init?: { body?: string }) => {
    asked.push({ url, body: init?.body ? JSON.parse(init.body) : undefined })
    const answers: Readonly<Record<string, unknown>> = {
      text: written,
      orders: { ...contract, id: id(30), items: [], nextCursor: null },
      'contract-templates': { items: [template] },
      contracts: { items: [], nextCursor: null },
    }
    const last = url.split('?')[0]?.split('/').at(-1) ?? ''
    return new Response(JSON.stringify(answers[last] ?? { items: [] }), { status: 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
const grants = { 'order.create': 'all' as const, 'order.read': 'all' as const, 'contract.set': 'all' as const }
const session = { userId: id(8), name: '沈', lang: 'zh' as const, roles: ['sales' as const], grants, org }
const texts = { ...contractText, ...contractScreenText, ...templateText }
const show = (part: ReactNode) => draw(<SessionProvider value={session}>{part}</SessionProvider>, { lang: 'zh', texts })

test('what is left is shown, and the next order begins with it', async () => {
  const { body, href } = await show(<CallOffPart contract={contract} />)
  await until(() => body.textContent?.includes('1,100') === true)
  await press(button(body, '生成订单'))
  const field = document.querySelector<HTMLInputElement>('form input')
  expect(field?.value).toBe('6')
  await type(field, '2.5')
  await submit(document.querySelector('form'))
  await until(() => href().startsWith('/orders/'))
  const sent = asked.find(one => one.url.endsWith(`/contracts/${id(1)}/orders`))
  expect(sent?.body).toEqual({ lines: [{ contractLineId: id(20), unitQty: '2.5' }] })
})

test('a draft names what is still blank', async () => {
  const { body } = await show(<TextPart contract={{ ...contract, state: 'draft' }} />)
  await until(() => body.textContent?.includes('尚未填写：签订日期') === true)
  expect(body.querySelector('mark')?.textContent).toBe('签订日期')
})

test('a field is chosen from a list and stands in the text that is saved', async () => {
  const { body } = await show(<TemplateEditor template={template} />)
  await until(() => body.querySelector('textarea') !== null)
  const [, insert] = body.querySelectorAll<HTMLSelectElement>('select')
  await act(async () => {
    if (insert) insert.value = 'number'
    insert?.dispatchEvent(new Event('change', { bubbles: true }))
  })
  expect(body.querySelector('textarea')?.value).toContain('{{number}}')
  await press(button(body, '保存'))
  const saved = asked.find(one => one.url.endsWith(`/contract-templates/${id(7)}`))
  expect(saved?.body).toMatchObject({
    version: 1,
    body: [{ kind: 'text', text: expect.stringContaining('{{number}}') }],
  })
})
