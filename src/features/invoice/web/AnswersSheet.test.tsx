// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, type as typeIn } from '#test/page.tsx'
import { answersText } from '../answers.text.ts'
import { invoiceText } from '../invoice.text.ts'
import { AnswersSheet } from './AnswersSheet.tsx'

afterEach(() => vi.unstubAllGlobals())

const texts = { ...answersText, ...invoiceText }
const found = (line: number, id: string | null, ...reasons: string[]) => ({
  line,
  number: `KP${line}`,
  id,
  version: 3,
  taxNumber: String(line).repeat(20),
  date: '2026-11-26',
  reasons: reasons.map(key => ({ key })),
})

test('what the tax software answered is recorded one by one; what is refused stays and says why', async () => {
  const asked: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, body: init.body && JSON.parse(String(init.body)) })
    if (path.includes('tax-answers'))
      return new Response(JSON.stringify([found(1, 'a'), found(2, 'b'), found(3, null, 'invoice.moved')]))
    if (path.includes('/b/moves/record'))
      return new Response(JSON.stringify({ reasons: [{ key: 'invoice.taxNumberTaken' }] }), { status: 409 })
    return new Response(JSON.stringify({ items: [{ id: 'a' }, { id: 'b' }], nextCursor: null }))
  })
  const { body } = await draw(<AnswersSheet open onClose={() => {}} />, { texts })
  await settle(100)
  expect(body.textContent).toContain('2 on their way')
  expect(decodeURIComponent(button(body, 'CSV').getAttribute('href') ?? '')).toContain('tax-file?ids=a,b&format=csv')
  await typeIn(body.querySelector('textarea'), 'KP1, 1…')
  await press(button(body, 'Read'))
  await settle()
  await press(button(body, 'Record 2'))
  await settle(100)
  const recorded = asked.filter(one => one.path.includes('/moves/record'))
  expect(recorded.map(one => one.body)).toMatchObject([
    { taxNumber: '1'.repeat(20), date: '2026-11-26', version: 3 },
    { taxNumber: '2'.repeat(20) },
  ])
  const rows = [...body.querySelectorAll('tbody tr')].map(one => one.textContent)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toContain('Another invoice has this number.')
})
