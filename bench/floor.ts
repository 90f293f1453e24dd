// The floor's own process: bare pg, one connection a client, named statements that are awaited one after another
// in `begin … commit`, any number of lines in one statement; a second set of connections has plans that are fixed.
import pg from 'pg'
import { type Bundle, bundler } from './bundle.ts'
import type { Facts } from './fill.ts'
import type { Measure } from './plan.ts'
import { isAlone, orgOf, type Recorded, type Sent } from './record.ts'
import { mostClients, type Order, type Slice, serve, turns } from './worker.ts'

type Start = { readonly facts: Facts; readonly recorded: Recorded; readonly url: string }

serve<Start>(async ({ facts, recorded, url }) => {
  const clients = { free: await connect(url, {}), fixed: await connect(url, { options: fixedPlans }) }
  const makers = new Map<Measure, (n: number) => Bundle>()
  return async (order: Order): Promise<Slice> => {
    const { measure, first, step, plans = 'free' } = order
    const make = makers.get(measure) ?? bundler(facts, measure, recorded[measure])
    makers.set(measure, make)
    const bundles = Array.from({ length: order.most }, (_, i) => make(first + i * step))
    const orgId = orgOf(facts, measure)
    return turns(order, async (i, who) => {
      const [client, bundle] = [clients[plans][who], bundles[i]]
      if (!client || !bundle) return false
      return run(client, orgId, bundle)
    })
  }
})

const fixedPlans = '-c plan_cache_mode=force_generic_plan'

const connect = (url: string, more: pg.ClientConfig): Promise<pg.Client[]> =>
  Promise.all(
    Array.from({ length: mostClients }, async () => {
      const client = new pg.Client({ connectionString: url, ...more })
      await client.connect()
      return client
    }),
  )

async function run(client: pg.Client, orgId: string, bundle: Bundle): Promise<boolean> {
  try {
    for (const one of bundle.filter(isAlone)) await send(client, one)
    await client.query({ name: 'floor.begin', text: 'begin' })
    await client.query({ name: 'floor.org', text: "select set_config('app.org_id', $1, true)", values: [orgId] })
    for (const one of bundle.filter(one => !isAlone(one))) await send(client, one)
    await client.query({ name: 'floor.commit', text: 'commit' })
    return true
  } catch (error) {
    await client.query('rollback')
    process.stderr.write(`floor: ${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
}

const send = (client: pg.Client, { name, text, values }: Sent): Promise<unknown> =>
  client.query({ ...(name && { name }), text, values: [...(values ?? [])], rowMode: 'array' })
