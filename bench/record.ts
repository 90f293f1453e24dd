// What the product really sends for one request of each kind: the floor runs these very statements, and `--log`
// prints them.
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { buildApp } from '../src/app/server/app.ts'
import { readConfig } from '../src/app/server/config.ts'
import { Trip } from '../src/kernel/trip.ts'
import type { Facts } from './fill.ts'
import { type Measure, measures } from './plan.ts'
import { type Asked as Request, requestOf } from './request.ts'

export type Sent = { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] }
/** `n` is the request that was recorded, `at` when, `made` the document number it was given. */
export type Record1 = {
  readonly n: number
  readonly at: number
  readonly made: string
  readonly statements: readonly Sent[]
}
export type Recorded = Readonly<Record<Measure, Record1>>

export async function record(
  facts: Facts,
  urls: { appUrl: string; opsUrl: string },
  dataDir: string,
): Promise<Recorded> {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const app = await buildApp({ config, databases: { ...urls, stepDown: false }, log: { write: () => undefined } })
  const sent: (Sent & { readonly by: pg.Client })[] = []
  const stop = listen(sent)
  try {
    const found: [Measure, Record1][] = []
    for (const measure of measures) {
      // the first request also loads what is cached afterwards
      await recordOne(app, facts, { measure, n: 0, sent })
      found.push([measure, await recordOne(app, facts, { measure, n: 2, sent })])
    }
    return Object.fromEntries(found) as Recorded // one entry a measure
  } finally {
    stop()
    await app.close()
  }
}

/** What the product sends for the last of these requests, whatever they are; the first ones load what is cached. */
export async function recordAsked(
  urls: { appUrl: string; opsUrl: string },
  dataDir: string,
  orgId: string,
  asked: readonly Request[],
): Promise<Record1> {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const app = await buildApp({ config, databases: { ...urls, stepDown: false }, log: { write: () => undefined } })
  const sent: (Sent & { readonly by: pg.Client })[] = []
  const stop = listen(sent)
  try {
    let last: Record1 = { n: 0, at: 0, made: '', statements: [] }
    for (const [n, { method, path, key, body }] of asked.entries()) {
      sent.length = 0
      const at = Date.now()
      const answer = await app.inject({
        method,
        url: path,
        headers: { authorization: `Bearer ${key}` },
        ...(body && { payload: body }),
      })
      if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
      const made = answer.json<{ number?: string }>().number ?? ''
      last = { n, at, made, statements: ofRequest(sent, orgId) }
    }
    return last
  } finally {
    stop()
    await app.close()
  }
}

/** Everything that any client of this process sends from now on. */
function listen(sent: (Sent & { readonly by: pg.Client })[]): () => void {
  const plain = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args
    if (first instanceof Trip) for (const one of first.statements) sent.push({ ...one, by: this })
    return Reflect.apply(plain, this, args)
  }
  return () => {
    pg.Client.prototype.query = plain
  }
}

type Asked = { readonly measure: Measure; readonly n: number; readonly sent: (Sent & { readonly by: pg.Client })[] }

async function recordOne(app: FastifyInstance, facts: Facts, { measure, n, sent }: Asked): Promise<Record1> {
  sent.length = 0
  const at = Date.now()
  const { method, path, key, body } = requestOf(facts, measure, n)
  const headers = { authorization: `Bearer ${key}` }
  const answer = await app.inject({ method, url: path, headers, ...(body && { payload: body }) })
  if (answer.statusCode >= 400) throw new Error(`${measure}: ${answer.statusCode} ${answer.body}`)
  const made = answer.json<{ number?: string }>().number ?? ''
  return { n, at, made, statements: ofRequest(sent, orgOf(facts, measure)) }
}

/** What readers of events and jobs ask meanwhile is not the request's. */
function ofRequest(sent: readonly (Sent & { readonly by: pg.Client })[], orgId: string): Sent[] {
  const own = new Set(sent.filter(one => one.name === 'begin.settle' && one.values?.[0] === orgId).map(one => one.by))
  return sent
    .filter(one => own.has(one.by) || (isAlone(one) && one.values?.[0] === orgId))
    .map(({ name, text, values }) => ({ ...(name && { name }), text, ...(values && { values: [...values] }) }))
}

/** A transaction of its own: the counter of document numbers. */
export const isAlone = (sent: Sent): boolean => sent.name === 'number.next'

export const orgOf = ({ list, lead, write }: Facts, measure: Measure): string =>
  (measure === 'list' || measure === 'receivables' ? list : measure === 'lead' ? lead : write).orgId

export function print(recorded: Recorded): void {
  for (const [measure, { statements }] of Object.entries(recorded)) {
    process.stdout.write(`\n== ${measure}\n`)
    for (const { name, text, values } of statements)
      process.stdout.write(
        `-- ${name ?? '(unnamed)'} [${values?.length ?? 0}]\n${text.replace(/\s+/g, ' ')}\n   ${JSON.stringify(values ?? []).slice(0, 300)}\n`,
      )
  }
}
