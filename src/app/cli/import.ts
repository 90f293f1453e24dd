// `npm run import -- <entity> <file> [--map header=field]… [--value field:from=to]… [--dry]`, as the first owner.
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Inspection } from '#features/exchange/import.api.ts'
import {
  addImport,
  checkImport,
  getImport,
  importErrors,
  startImport,
} from '#features/exchange/server/import.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { Problem, terminalLang } from '../problem.ts'
import { readConfig } from '../server/config.ts'
import { joinDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'
import { importTexts, registerEntities } from '../server/entities.ts'
import { permissionRows } from '../server/permissions.ts'

const search = `select u.org_id as "orgId", u.id as "userId" from users u join orgs o on o.org_id = u.org_id
  where u.active and exists (select 1 from user_roles r where r.org_id = u.org_id and r.user_id = u.id and r.role = 'owner')
  order by o.created_at, u.created_at, u.id limit 1`
type Holder = { readonly orgId: string; readonly userId: string }

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    map: { type: 'string', multiple: true, default: [] },
    value: { type: 'string', multiple: true, default: [] },
    dry: { type: 'boolean', default: false },
  },
})

try {
  const databases = await joinDatabases(readConfig(process.env))
  const db = openDatabase({ url: databases.appUrl, stepDown: databases.stepDown, max: 4 })
  try {
    registerEntities()
    await bring(db, await findOwner(databases.opsUrl))
  } finally {
    await db.pool.end()
    await databases.stop()
  }
} catch (error) {
  endWith(error, terminalLang(process.env))
}

async function bring(db: Database, { orgId, userId }: Holder): Promise<void> {
  const [entity = '', path = ''] = positionals
  const write = <T>(work: (tx: Tx, actor: Actor) => Promise<T>) =>
    inOrg(db, orgId, { mode: 'write', plan: 'free' }, async tx =>
      work(tx, await loadActor(tx, permissionRows, userId, 'import')),
    )
  const file = { fileName: basename(path), type: 'text/csv', bytes: new Uint8Array(readFileSync(path)) }
  const seen = await write((tx, actor) => addImport(tx, actor, { entity, file }))
  const { id } = seen.import
  const check = { id, mapping: mappingOf(seen) }
  const { rows, ...totals } = await write((tx, actor) => checkImport(tx, actor, permissionRows, check))
  process.stdout.write(`${JSON.stringify({ totals, firstRefused: rows[0] ?? null })}\n`)
  if (flags.dry) return
  await write((tx, actor) => startImport(tx, actor, permissionRows, id))
  for (let now = await write((tx, actor) => getImport(tx, actor, id)); ; ) {
    if (now.state !== 'running') {
      const { state, rowsRead, rowsOk, rowsRefused } = now
      process.stdout.write(`${JSON.stringify({ state, rowsRead, rowsOk, rowsRefused })}\n`)
      if (rowsRefused === 0) return
      break
    }
    await new Promise(resolve => setTimeout(resolve, 500))
    now = await write((tx, actor) => getImport(tx, actor, id))
  }
  const { bytes } = await write((tx, actor) => importErrors(tx, actor, id, importTexts))
  if (bytes instanceof Uint8Array) writeFileSync(`${path}.errors.csv`, bytes)
}

/** What was said on the command line, else what the header suggests. `field` may be `-`: leave the column out. */
function mappingOf(seen: Inspection) {
  const own = new Map(flags.map.map(text => cut(text, '=')))
  const taken = new Set(own.values())
  return seen.columns.flatMap(({ column, name }) => {
    const suggested = seen.mapped.find(one => one.column === column)?.field
    const field = own.get(name) ?? (suggested && !taken.has(suggested) ? suggested : undefined)
    if (field === undefined || field === '-') return []
    const pairs = flags.value.map(text => cut(text, ':')).filter(([key]) => key === field)
    const values = Object.fromEntries(pairs.map(([, pair]) => cut(pair, '=')))
    return [{ column, field, ...(pairs.length > 0 && { values }) }]
  })
}

function cut(text: string, at: string): [string, string] {
  const place = text.indexOf(at)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}

async function findOwner(opsUrl: string): Promise<Holder> {
  const client = new pg.Client({ connectionString: opsUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Holder>(search)
    if (!rows[0]) throw new Problem('apikey.noCompany')
    return rows[0]
  } finally {
    await client.end()
  }
}
