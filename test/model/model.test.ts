// Random requests by the people of a company against the whole server: whatever they do, in whatever order and however
// many at once, the doctor finds nothing and the numbers are those of the papers. `npm run soak` plays more of it.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../app.ts'
import { doctored } from '../doctored.ts'
import { changeCommands } from './changes.ts'
import { newTally, play, playOne } from './clients.ts'
import type { Command } from './command.ts'
import { consignmentCommands } from './consignments.ts'
import { differences } from './expected.ts'
import { frontCommands } from './front.ts'
import { goodsCommands } from './goods.ts'
import { furnish } from './house.ts'
import { invoiceCommands } from './invoices.ts'
import type { Known } from './known.ts'
import { moneyCommands } from './money.ts'
import { openingCommands } from './openings.ts'
import { orderCommands } from './orders.ts'
import { parcelCommands } from './parcels.ts'
import { randomOf } from './random.ts'
import { returnCommands } from './returns.ts'
import { stockCommands } from './stock.ts'
import { supplyCommands } from './supplies.ts'
import { ticketCommands } from './tickets.ts'
import { writeOffCommands } from './writeOffs.ts'

const commands: readonly Command[] = [
  ...orderCommands,
  ...goodsCommands,
  ...moneyCommands,
  ...returnCommands,
  ...invoiceCommands,
  ...writeOffCommands,
  ...changeCommands,
  ...stockCommands,
  ...supplyCommands,
  ...consignmentCommands,
  ...parcelCommands,
  ...ticketCommands,
  ...frontCommands,
  ...openingCommands,
]
const isSoak = process.env.SOAK_COMMANDS !== undefined
const wanted = Number(process.env.SOAK_COMMANDS ?? 2000)
const seed = Number(process.env.SOAK_SEED ?? 20_261_126)
const clients = 6
const alone = 300
const rounds = Math.max(4, Math.round((wanted - alone) / 2500))
const patience = 300_000 + wanted * 400

let app: TestApp
let known: Known
const tally = newTally()
let eye: pg.Client
/** What the server's log says of faults. */
const faults: string[] = []
beforeAll(async () => {
  app = await testApp({ LOG_LEVEL: 'error' }, line => faults.push(line))
  eye = new pg.Client({ connectionString: app.database.adminUrl })
  await eye.connect()
  known = await furnish(app)
}, 120_000)
afterAll(async () => {
  await eye?.end()
  await app?.close()
})
const log = (line: string): void => void process.stdout.write(`${line}\n`)

/** What a soak leaves to be read: the size of what was played, and the doctor's word on every rule of the house. */
async function report(): Promise<void> {
  const { rows } = await eye.query<{ name: string; n: string }>(`select relname as name, n_live_tup::text as n
    from pg_stat_user_tables where n_live_tup > 0 order by n_live_tup desc limit 30`)
  log(`seed ${seed}: ${rows.map(({ name, n }) => `${name} ${n}`).join(', ')}`)
  log(JSON.stringify(Object.fromEntries(tally.counts)))
  await doctored(app.database).findings(log)
}

async function agrees(whole = true): Promise<void> {
  expect([...tally.faults, ...faults], `seed ${seed}`).toEqual([])
  expect(await differences(known, app.as('olivia'), whole), `seed ${seed}`).toEqual([])
  expect(await doctored(app.database).findings(), `seed ${seed}`).toEqual([])
}

const traces = `select sum(n)::text as n from (
  select count(*) + coalesce(sum(version), 0) as n from orders union all select count(*) + coalesce(sum(version), 0) from shipments
  union all select count(*) + coalesce(sum(version), 0) from receipts union all select count(*) + coalesce(sum(version), 0) from refunds
  union all select count(*) + coalesce(sum(version), 0) from goods_returns union all select count(*) + coalesce(sum(version), 0) from invoices
  union all select count(*) + coalesce(sum(version), 0) from changes
  union all select count(*) + coalesce(sum(version), 0) from write_offs union all select count(*) + coalesce(sum(version), 0) from stock_documents
  union all select count(*) + coalesce(sum(version), 0) from tickets union all select count(*) + coalesce(sum(version), 0) from deals
  union all select count(*) + coalesce(sum(version), 0) from quotes union all select count(*) + coalesce(sum(version), 0) from handoffs
  union all select count(*) + coalesce(sum(version), 0) from customers union all select count(*) from carrier_traces union all select coalesce(sum(checked), 0) from shipment_lines
  union all select count(*) + coalesce(sum(version), 0) from supplies union all select count(*) from supply_wants
  union all select count(*) + coalesce(sum(version), 0) from settlements union all select count(*) from settlement_lines
  union all select count(*) from stock_moves union all select count(*) from reservations union all select count(*) from allocations
  union all select count(*) from event) as all_of_it`

test(
  'one after another: a refusal leaves no trace, and what is done is what the papers say',
  async () => {
    const random = randomOf(seed)
    const trace = async () => String((await eye.query<{ n: string }>(traces)).rows[0]?.n)
    let before = await trace()
    for (let n = 0; n < alone; n++) {
      const played = await playOne({ app, known, commands, tally, eye }, random)
      const after = await trace()
      if (played && played.answer.status >= 400 && !played.command.steps)
        expect(after, `${played.command.name} was refused: ${JSON.stringify(played.answer.body)}`).toBe(before)
      before = after
      if (n % 60 === 59) await agrees()
    }
    await agrees()
  },
  patience,
)

test(
  `${clients} at once: nothing is lost, nothing is done twice, nobody waits for ever`,
  async () => {
    for (let round = 0; round < rounds; round++) {
      const each = Math.ceil((wanted - alone) / rounds / clients)
      const run = { app, known, commands, tally, eye }
      await Promise.all(Array.from({ length: clients }, (_, i) => play(run, seed + round * 100 + i, each)))
      await agrees(round % 8 === 7 || round === rounds - 1)
      if (isSoak) log(`round ${round + 1} of ${rounds}: the doctor finds nothing`)
    }
    expect(tally.busy).toBeLessThanOrEqual(wanted / 50)
    // every deadlock is a lock taken out of order
    expect(app.db.counters.retries).toBe(0)
    const quiet = commands.filter(one => !tally.counts.get(one.name)?.done).map(one => one.name)
    if (isSoak) await report()
    // what never went through proves nothing; a short run may miss a rare one
    expect(quiet.length, `never done: ${quiet.join(', ')}`).toBeLessThanOrEqual(
      wanted >= 20_000 ? 0 : commands.length / 4,
    )
  },
  patience,
)
