import { expect, test } from 'vitest'
import { ratiosOf } from './campaign.rules.ts'

test('cost is divided by what came, in the exponent of the currency, and by nothing where nothing came', () => {
  expect(ratiosOf({ leads: 3, won: 2, amount: '1500', cost: '1000' }, 'CNY')).toEqual({
    ...{ costPerLead: '333.33', costPerWon: '500', roi: '0.5' },
  })
  expect(ratiosOf({ leads: 3, won: 0, amount: '0', cost: '1000' }, 'JPY')).toEqual({
    ...{ costPerLead: '333', costPerWon: null, roi: '-1' },
  })
  expect(ratiosOf({ leads: 0, won: 0, amount: '10', cost: '0' }, 'CNY')).toEqual({
    ...{ costPerLead: null, costPerWon: null, roi: null },
  })
})
