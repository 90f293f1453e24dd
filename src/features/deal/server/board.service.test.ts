// A board over many deals: each column's first cards come from one index, and all sums from one pass.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bound, Row } from '#kernel/db.ts'
import { type DealWorld, dealWorld, openDeals } from '#test/dealWorld.ts'
import { dealBoard } from './board.service.ts'

let open: Awaited<ReturnType<typeof openDeals>>
let world: DealWorld
beforeAll(async () => {
  open = await openDeals()
  world = await dealWorld(open.db)
  const like = await world.deal({ amount: '100' })
  const client = new pg.Client({ connectionString: open.test.adminUrl })
  await client.connect()
  await client.query('set session_replication_role = replica')
  const stages = world.stages.map(stage => [stage.id, stage.kind])
  // nine in ten are closed, as after some years
  await client.query(
    `insert into deals select (made.row).* from (
       select jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'number', 'X' || i, 'amount', i::text,
         'currency', case when i % 50 = 0 then 'USD' else 'CNY' end, 'board_key', 'k' || lpad(i::text, 8, '0'),
         'owner_id', case when i % 100 = 0 then $3 else $4 end) || case
           when i % 10 = 0 then jsonb_build_object('stage_id', $2::jsonb -> (i / 10 % 4) ->> 0)
           when i % 2 = 0 then jsonb_build_object('stage_id', $2::jsonb -> 4 ->> 0, 'state', 'won', 'closed_at', now(), 'won_at', now())
           else jsonb_build_object('stage_id', $2::jsonb -> 5 ->> 0, 'state', 'lost', 'closed_at', now(), 'lost_reason', 'price') end) as row
       from deals d, generate_series(1, 20000) i where d.id = $1 offset 0) made`,
    [like.id, JSON.stringify(stages), world.as('ann').userId, world.as('max').userId],
  )
  await client.query('analyze deals')
  await client.end()
}, 120_000)
afterAll(() => open.close())

test.each(['max', 'fay'] as const)(
  'the first cards of %s are read from the index of the board, the sums at once',
  async person => {
    const asked: Bound[] = []
    const plans = await world.read(person, async (db, actor) => {
      const ask = db.query.bind(db)
      const watched = Object.assign(Object.create(db), {
        query: (bound: Bound) => {
          asked.push(bound)
          return ask(bound)
        },
      })
      const board = await dealBoard(watched, actor, {})
      expect(board.columns.map(one => one.count)).toEqual([501, 500, 500, 500, 8000, 10000])
      expect(board.columns.map(one => one.unpriced)).toEqual([100, 100, 100, 100, 0, 0])
      const pages = asked.filter(one => one.text.includes('order by t.board_key'))
      expect(pages).toHaveLength(6)
      return Promise.all(
        pages.map(async ({ text, values }) => {
          const plan = await ask<Row>({ text: `explain ${text}`, values: [...(values ?? [])], plan: 'own' })
          return plan.map(line => Object.values(line).join('')).join('\n')
        }),
      )
    })
    for (const plan of plans) expect(plan).toContain('Index Scan using deals_board')
    expect(asked.filter(one => one.text.includes('sum(t.amount)'))).toHaveLength(1)
  },
)
