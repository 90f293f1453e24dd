import type { LightMyRequestResponse as Response } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDefaultPipeline, listPipelines } from '#features/deal/server/pipeline.service.ts'
import { inOrg } from '#kernel/db.ts'
import type { MountedRow } from '../../src/app/server/mount.ts'
import { type TestApp, testApp } from '../app.ts'
import { type Attack, attacksOn } from '../attacks.ts'
import { formNamed } from '../everyKind.ts'

let app: TestApp
let ops: pg.Client
let rows: readonly MountedRow[]
let foreign: string
let key: string
/** Where a lead form of theirs is filled in. */
let publicForm: string

beforeAll(async () => {
  app = await testApp()
  rows = app.app.baton.rows
  ops = new pg.Client({ connectionString: app.database.opsUrl })
  await ops.connect()
  key = await app.world.keyOf('olivia')
  const theirs = await app.as('gus').post('/customers', { name: 'Initech' })
  foreign = String(theirs.body.id)
  const form = await app.as('olivia').post('/forms', formNamed('Fair'))
  publicForm = String(form.body.path).replace('/f/', '/public/forms/')
  await inOrg(app.db, app.world.acmeId, { mode: 'write' }, async tx => {
    if ((await listPipelines(tx)).length === 0) createDefaultPipeline(tx)
  })
})

afterAll(async () => {
  await ops.end()
  await app.close()
})

type Wrong = { readonly attack: string; readonly status: number; readonly said: string }

test('whatever is sent to whatever route is refused with its field named: never a fault, nothing written', async () => {
  let before = await written()
  const wrong: Wrong[] = []
  let sent = 0
  for (const { row } of rows) {
    for (const attack of attacksOn(row, foreign)) {
      sent++
      const response = await send(attack)
      // nothing where nothing is required is a lawful request: what it writes is its own
      if (attack.maybe && row.mode === 'write' && response.statusCode < 300) before = await written()
      if (!isRight(attack, response))
        wrong.push({
          attack: `${row.method} ${row.path}: ${attack.what}`,
          status: response.statusCode,
          said: response.body.slice(0, 200),
        })
    }
  }
  expect(wrong).toEqual([])
  expect(sent).toBeGreaterThan(rows.length * 5)
  expect(await written()).toEqual(before)
}, 600_000)

function send({ method, url, payload, type }: Attack): Promise<Response> {
  const at = url.replace('/public/forms/nope', publicForm)
  const headers = {
    authorization: `Bearer ${key}`,
    ...(payload !== undefined && { 'content-type': type ?? 'application/json' }),
  }
  return app.app.inject({ method, url: at, headers, ...(payload !== undefined && { payload }) })
}

function isRight({ names, maybe, url, payload }: Attack, response: Response): boolean {
  const { statusCode } = response
  if (statusCode >= 500) return false
  if (maybe) return true
  // a form's address is spread with whatever a campaign hangs on it
  if (url.startsWith('/api/public/forms/nope?') && (payload === undefined || payload === '{}')) return true
  if (statusCode < 400) return false
  const { reasons } = response.json<{ reasons?: { key: string; path?: string }[] }>()
  if (!reasons?.length || reasons.some(reason => !reason.key)) return false
  return names === undefined || reasons.some(reason => reason.path === names || reason.path?.startsWith(`${names}.`))
}

/** Everything that a write would leave. Asked after many an attack: its plan, over all tables, is made once. */
async function written(): Promise<unknown> {
  countText ||= await countEvery()
  const counted = await ops.query<{ name: string }>({ name: 'written', text: countText })
  return counted.rows.filter(row => row.name !== 'number_counter')
}

let countText = ''
async function countEvery(): Promise<string> {
  const { rows: tables } = await ops.query<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1",
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`)
  return `${counts.join(' union all ')} order by 1`
}
