import { expect, test } from 'vitest'
import { noTerms } from '#kernel/terms.ts'
import { answers } from '#test/answers.ts'
import { draw } from '#test/page.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { WarningsPart } from './WarningsPart.tsx'

const warnings = [{ key: 'order.samePo', path: 'poNumber', values: { id: 'o2', number: 'SO20261125-0002' } }]
const part = (state: string) =>
  // the part looks at these three alone
  draw(<WarningsPart order={{ id: 'o1', version: 3, state, terms: noTerms } as WholeOrder} />, { texts: orderText })

test('a PO number that another order has is said on the draft, with the way there', async () => {
  const asked = answers({
    'POST /orders/o1/moves/submit/preview': () => ({ ok: true, to: 'in_review', reasons: [], warnings }),
  })
  const { body } = await part('draft')
  expect(body.textContent).toContain('Order SO20261125-0002 of this customer has the same PO number.')
  expect(body.querySelector('a')?.getAttribute('href')).toBe('/orders/o2')
  expect(asked).toHaveLength(1)
})

test('an order that is confirmed asks for nothing and says nothing', async () => {
  const asked = answers({})
  const { body } = await part('confirmed')
  expect(body.querySelector('.orderwarn')).toBeNull()
  expect(asked).toEqual([])
})
