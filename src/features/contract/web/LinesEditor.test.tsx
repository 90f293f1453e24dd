import { act, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, key, press, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { ContractLine, WholeContract } from '../contract.schema.ts'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import { LinesEditor } from './LinesEditor.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const lineOf = (n: number, name: string, unitQty: string) => {
  const said = { id: id(n), no: n, kind: 'service', name, unit: '次', unitQty, price: '100', taxRate: '6' }
  return said as unknown as ContractLine // only what the editor reads
}
const contractOf = (version: number, lines: readonly ContractLine[]) => {
  const said = { id: id(1), version, customerId: id(2), currency: 'CNY', lines }
  return said as unknown as WholeContract // only what the editor reads
}

let sent: { version: number; lines: { id?: string; unitQty: string }[] } | undefined
beforeEach(() => {
  sent = undefined
  vi.stubGlobal('fetch', async (url: string, init?: { body?: string }) => {
    if (url.endsWith('/lines') && init?.body) sent = JSON.parse(init.body)
    return new Response(JSON.stringify({ items: [] }), { status: 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
const grants = { 'contract.set': 'all' as const, 'contract.edit': 'all' as const, 'contract.read': 'all' as const }
const session = { userId: id(8), name: '沈', lang: 'zh' as const, roles: ['sales' as const], grants, org }

const mine = contractOf(4, [lineOf(20, '年度巡检', '10'), lineOf(21, '远程支持', '1')])
const theirs = contractOf(5, [lineOf(20, '年度巡检', '3')])

/** The editor stays open while the page hears of another version. */
function Heard({ next }: { readonly next: WholeContract }) {
  const [contract, setContract] = useState(mine)
  return (
    <SessionProvider value={session}>
      <button type="button" onClick={() => setContract(next)}>
        heard
      </button>
      <LinesEditor contract={contract} onDone={() => {}} />
    </SessionProvider>
  )
}
const show = (next: WholeContract) =>
  draw(<Heard next={next} />, { lang: 'zh', texts: { ...contractText, ...contractScreenText } })

test('C128 lines that others saved meanwhile are shown, and mine are sent only once they are chosen', async () => {
  const { body } = await show(theirs)
  await press(button(body, 'heard'))
  await until(() => body.textContent?.includes('年度巡检 3 次 × 100') === true)
  await press(button(body, '保留我的'))
  expect(body.querySelector('.conflict')).toBeNull()
  await press(button(body, '保存'))
  await until(() => sent !== undefined)
  expect(sent?.version).toBe(5)
  // the line that they took out comes back as a new one
  expect(sent?.lines.map(line => [line.id, line.unitQty])).toEqual([
    [id(20), '10'],
    [undefined, '1'],
  ])
})

test('a version without a word about the lines is no clash, and what is sent names the version one began with', async () => {
  const { body } = await show({ ...mine, version: 5 })
  await press(button(body, 'heard'))
  expect(body.querySelector('.conflict')).toBeNull()
  await press(button(body, '保存'))
  await until(() => sent !== undefined)
  expect(sent?.version).toBe(4)
})

test('theirs taken, mine are gone', async () => {
  const { body } = await show(theirs)
  await press(button(body, 'heard'))
  await until(() => body.querySelector('.conflict') !== null)
  await press(button(body, '采用对方的'))
  await press(button(body, '保存'))
  await until(() => sent !== undefined)
  expect(sent?.lines.map(line => line.unitQty)).toEqual(['3'])
})

test('lines add up while one types; what is as needed stands beside the total', async () => {
  const open = { ...lineOf(22, '备件', '9'), asNeeded: true }
  const money = { taxMode: 'inclusive', taxRound: 'line' } as const
  const contract = { ...contractOf(4, [lineOf(20, '年度巡检', '10'), open]), ...money }
  const { body } = await draw(
    <SessionProvider value={session}>
      <LinesEditor contract={contract} onDone={() => {}} />
    </SessionProvider>,
    { lang: 'zh', texts: { ...contractText, ...contractScreenText } },
  )
  expect(body.querySelector('.lfoot')?.textContent).toContain('¥1,000.00')
  const cell = body.querySelectorAll('tr[aria-rowindex="1"] [role="gridcell"]')[2]
  await act(async () => cell?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })))
  await type(body.querySelector('tr[aria-rowindex="1"] input'), '20')
  await key(body.querySelector('tr[aria-rowindex="1"] input'), 'Enter')
  expect(body.querySelector('.lfoot')?.textContent).toContain('¥2,000.00')
})
