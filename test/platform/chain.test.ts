// From an order to its invoice: what each request sends to the database is counted, so that nobody adds ten statements
// unseen (docs/performance.md); and each answers what a reader of the same record is told.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { type Statements, statementsOf } from '#test/statements.ts'
import { type Ask, openTrade, type Step, steps, walkChain } from '../../bench/chain.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const ask: Ask = async (method, path, body) => {
  const caller = t.as('olivia')
  const given = { ...body }
  const answer = await (method === 'PATCH' ? caller.patch(path, given) : caller.post(path, given))
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Of which kind the answer is. */
const paths: Record<Step, string> = {
  create: 'orders',
  submit: 'orders',
  plan: 'shipments',
  ready: 'shipments',
  ship: 'shipments',
  receipt: 'receipts',
  allocate: 'receipts',
  request: 'invoices',
  issue: 'invoices',
  record: 'invoices',
}

/** At most so many statements and trips of each step, its document number included: who needs more says so here and in performance.md. */
const caps: Record<Step, readonly [statements: number, trips: number]> = {
  create: [13, 3],
  // one of them holds the contract that it may be called off from
  submit: [22, 3],
  plan: [16, 4],
  ready: [13, 3],
  ship: [22, 5],
  receipt: [11, 3],
  allocate: [18, 2],
  request: [23, 4],
  issue: [14, 3],
  record: [23, 4],
}

test('an order goes to cash in as few statements and trips as were counted', async () => {
  const trade = await openTrade(ask)
  // the first one also reads what is kept afterwards
  await walkChain(ask, trade, 1, (_, work) => work())
  const counted: Statements[] = []
  await walkChain(ask, trade, 2, async (step, work) => {
    let answer: Record<string, unknown> = {}
    counted[step] = await statementsOf(t.world.acmeId, async () => {
      answer = await work()
    })
    const read = await t.as('olivia').get(`/${paths[steps[step] ?? 'create']}/${answer.id}`)
    expect(answer, steps[step]).toEqual(read.body)
    return answer
  })
  const over = steps.flatMap((step, i) => {
    const { texts = [], trips = 0 } = counted[i] ?? {}
    const [most, mostTrips] = caps[step]
    return texts.length > most || trips > mostTrips ? [{ step, statements: texts.length, trips, texts }] : []
  })
  expect(over).toEqual([])
}, 180_000)
