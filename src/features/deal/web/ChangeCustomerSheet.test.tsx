import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw, submit, windowOf } from '#test/page.tsx'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { ChangeCustomerSheet } from './ChangeCustomerSheet.tsx'

const deal = { id: 'd', version: 7, customerId: 'c1', customerName: 'Acme' } as Deal // all that the sheet reads
const sheet = <ChangeCustomerSheet deal={deal} onClose={() => {}} />

test('once something was offered it is said why not, and nothing can be written', async () => {
  answers({
    'POST /deals/d/moves/changeCustomer/preview': () => ({ ok: false, reasons: [{ key: 'deal.quoteSent' }] }),
  })
  const { body } = await draw(sheet, { texts: dealText })
  expect(body.querySelectorAll('.reasons li')).toHaveLength(1)
  expect(body.querySelector('form')).toBeNull()
})

test.each([390, 1440])('at %i px the move goes with the version it was looked at', async width => {
  windowOf(width)
  const asked = answers({
    'POST /deals/d/moves/changeCustomer/preview': () => ({ ok: true, reasons: [] }),
    'POST /deals/d/moves/changeCustomer': () => deal,
  })
  const { body } = await draw(sheet, { texts: dealText })
  expect(body.textContent).toContain('both customers’ figures follow')
  await submit(document.querySelector('form'))
  const sent = asked.find(one => one.route === 'POST /deals/d/moves/changeCustomer')
  expect(sent?.body).toMatchObject({ customerId: 'c1', version: 7 })
})
