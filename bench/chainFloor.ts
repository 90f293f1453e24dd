// The chain's floor: the statements that its ten requests really send, through bare pg, one after another, in the
// same transactions, for records of their own each time.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { newId } from '#kernel/ids.ts'
import { buildApp } from '../src/app/server/app.ts'
import { readConfig } from '../src/app/server/config.ts'
import { Trip } from '../src/kernel/trip.ts'
import { type Ask, steps, type Trade, taxNumberOf, walkChain } from './chain.ts'
import { isAlone, type Sent } from './record.ts'

type Part = Sent & { readonly step: number; readonly by: pg.Client }
/** `numbers`: what the documents were called; `transactions`: of each step, in the order in which they began. */
type RecordedChain = {
  readonly at: number
  readonly n: number
  readonly numbers: readonly string[]
  readonly register: number
  readonly transactions: readonly (readonly Sent[])[][]
}
/** `costly`: of each statement its middle time and what it says, the dearest first. */
export type ChainFloor = { walk(): Promise<number[]>; costly(): string[]; end(): Promise<void> }

/** Far from any other figure of a statement, so that it is told from them. */
const farRegister = 700_000_000

type Urls = { readonly appUrl: string; readonly opsUrl: string; readonly adminUrl: string }
type Place = { readonly key: string; readonly orgId: string; readonly trade: Trade }

export async function recordChain(urls: Urls, dataDir: string, { key, orgId, trade }: Place): Promise<RecordedChain> {
  await farNumbers(urls.adminUrl, orgId)
  const { appUrl, opsUrl } = urls
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const databases = { appUrl, opsUrl, stepDown: false }
  const app = await buildApp({ config, databases, log: { write: () => undefined } })
  const heard = listen()
  const ask = injected(app, key)
  try {
    // the first ones also load what is cached afterwards
    for (const n of [1, 2]) await walkChain(ask, trade, n, (_, work) => work())
    const at = Date.now()
    const numbers = new Set<string>()
    await walkChain(ask, trade, 3, async (step, work) => {
      const answer = await heard.during(step, work)
      if (typeof answer.number === 'string') numbers.add(answer.number)
      return answer
    })
    const transactions = steps.map((_, i) => transactionsOf(heard.sent, i))
    return { at, n: 3, numbers: [...numbers], register: farRegister + 3, transactions }
  } finally {
    heard.end()
    await app.close()
  }
}

const injected =
  (app: FastifyInstance, key: string): Ask =>
  async (method, path, body) => {
    const answer = await app.inject({
      method: method === 'GET' || method === 'PATCH' ? method : 'POST',
      url: `/api${path}`,
      headers: { authorization: `Bearer ${key}` },
      ...(body && { payload: body }),
    })
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }

/** What leaves for the database while a step runs; not what readers of events and jobs ask meanwhile. */
function listen() {
  const steps = new AsyncLocalStorage<number>()
  const sent: Part[] = []
  const plain = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args
    const step = steps.getStore()
    if (first instanceof Trip && step !== undefined)
      for (const one of first.statements) sent.push({ ...one, step, by: this })
    return Reflect.apply(plain, this, args)
  }
  return {
    sent,
    during: <T>(step: number, work: () => T): T => steps.run(step, work),
    end: () => {
      pg.Client.prototype.query = plain
    },
  }
}

async function farNumbers(adminUrl: string, orgId: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(
      'insert into invoice_register (org_id, last) values ($1, $2) on conflict (org_id) do update set last = $2',
      [orgId, farRegister],
    )
  } finally {
    await client.end()
  }
}

function transactionsOf(sent: readonly Part[], step: number): Sent[][] {
  const open = new Map<pg.Client, Sent[]>()
  const all: Sent[][] = []
  for (const { by, step: at, ...one } of sent) {
    if (at !== step) continue
    const isFirst = isAlone(one) || one.text.startsWith('begin')
    const transaction = isFirst ? [] : (open.get(by) ?? [])
    if (isFirst) {
      open.set(by, transaction)
      all.push(transaction)
    }
    transaction.push({ ...(one.name && { name: one.name }), text: one.text, values: [...(one.values ?? [])] })
  }
  return all
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Milliseconds of each step. */
export async function chainFloor(url: string, recorded: RecordedChain): Promise<ChainFloor> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const text = JSON.stringify(recorded.transactions)
  const isBorn = (id: string) => id[14] === '7' && Number.parseInt(id.replace('-', '').slice(0, 12), 16) >= recorded.at
  const fresh = new Set((text.match(uuid) ?? []).filter(isBorn))
  let n = 0
  const next = (): Sent[][][] => {
    n++
    const ids = new Map([...fresh].map(id => [id, newId()]))
    const renamed = recorded.numbers.reduce(
      (all, number, i) => all.replaceAll(`"${number}"`, `"F${i}-${n}"`),
      text.replace(uuid, id => ids.get(id) ?? id),
    )
    return JSON.parse(
      renamed
        // planned as PostgreSQL sees fit
        .replaceAll('"force_generic_plan"', '"auto"')
        .replaceAll(taxNumberOf(recorded.n), `8${taxNumberOf(n).slice(1)}`)
        .replaceAll(String(recorded.register), String(recorded.register + 100_000 + n)),
    ) as Sent[][][] // the recorded transactions, with other values
  }
  const watch = stopwatch(client)
  return {
    async walk() {
      const marks: number[] = []
      for (const [i, step] of next().entries()) {
        const begun = performance.now()
        for (const [t, transaction] of step.entries())
          for (const [at, one] of transaction.entries()) await watch.send(one, `${steps[i]} ${t}.${at} ${textOf(one)}`)
        marks.push(performance.now() - begun)
      }
      return marks
    },
    costly: watch.costly,
    end: () => client.end(),
  }
}

/** Sends, and keeps how long each statement took at its place. */
function stopwatch(client: pg.Client) {
  const spent = new Map<string, number[]>()
  return {
    async send(one: Sent, place: string): Promise<void> {
      const begun = performance.now()
      await send(client, one)
      spent.set(place, [...(spent.get(place) ?? []), performance.now() - begun])
    },
    costly: () =>
      [...spent]
        .map(([place, ms]) => ({ place, ms: median(ms) }))
        .sort((a, b) => b.ms - a.ms)
        .map(({ place, ms }) => `${ms.toFixed(2).padStart(6)} ms  ${place}`),
  }
}

const textOf = ({ text }: Sent): string => text.replaceAll(/\s+/g, ' ').slice(0, 100)
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const send = (client: pg.Client, { name, text, values }: Sent): Promise<unknown> =>
  client.query({ ...(name && { name }), text, values: [...(values ?? [])], rowMode: 'array' })
