// Every invariant of the house, asked of one snapshot. It first proves that it sees the organisations: an owner
// under forced row-level security sees none, and would find everything clean.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { pgTypes } from '#kernel/pgTypes.ts'
import type { Label } from '#kernel/text.ts'
import type { Check, Finding, Look } from './check.ts'
import { checks } from './checks.ts'
import { proveSight } from './sight.ts'

export type Examined = {
  readonly name: string
  readonly text: Label
  readonly advice: boolean
  readonly found: number
  /** The first of them. */
  readonly findings: readonly Finding[]
}
export type Report = {
  readonly orgs: number
  readonly clean: boolean
  readonly checks: readonly Examined[]
}
export type DoctorOptions = {
  readonly opsUrl: string
  readonly filesFolder: string
  readonly today: string
  /** Told as each check is done. */
  readonly done?: (examined: Examined) => void
}

const shown = 20

export async function examine({ opsUrl, ...rest }: DoctorOptions): Promise<Report> {
  const client = new pg.Client({ connectionString: opsUrl, types: pgTypes })
  client.on('error', () => undefined) // the query under way rejects as well
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    return await examineThrough(client, rest)
  } finally {
    await client.end()
  }
}

/** All checks through one open transaction. */
export async function examineThrough(
  client: pg.ClientBase,
  { filesFolder, today, done }: Omit<DoctorOptions, 'opsUrl'>,
): Promise<Report> {
  const orgs = await proveSight(client)
  const look = lookThrough(client, filesFolder, today)
  const examined: Examined[] = []
  for (const check of checks) {
    const one = await examineOne(look, check)
    examined.push(one)
    done?.(one)
  }
  return { orgs, clean: examined.every(one => one.advice || one.found === 0), checks: examined }
}

function lookThrough(client: pg.ClientBase, filesFolder: string, today: string): Look {
  return {
    filesFolder,
    today,
    ask: async <R>(sql: string, values: readonly unknown[] = []) => {
      // named: whoever examines again over one connection (the tests do) has every plan made once
      const { rows } = await client.query({ name: nameOf(sql), text: sql, values: [...values] })
      return rows as R[] // the check states the row type that its SQL returns
    },
  }
}

const nameOf = (sql: string): string => `doctor.${createHash('sha1').update(sql).digest('hex')}`

async function examineOne(look: Look, check: Check): Promise<Examined> {
  const found = 'sql' in check ? await askSql(look, check.sql) : await askOwn(look, check)
  return { name: check.name, text: check.text, advice: check.advice ?? false, ...found }
}

type Found = Pick<Examined, 'found' | 'findings'>
type SqlRow = { org_id: string | null; what: string | null; detail: string | null; total: string }

async function askSql(look: Look, sql: string): Promise<Found> {
  const rows = await look.ask<SqlRow>(`select x.*, count(*) over () as total from (${sql}) x limit ${shown}`)
  const findings = rows.map(row => ({ orgId: row.org_id, what: row.what ?? '', detail: row.detail ?? '' }))
  return { found: Number(rows[0]?.total ?? 0), findings }
}

async function askOwn(look: Look, check: Extract<Check, { find: unknown }>): Promise<Found> {
  const findings = await check.find(look)
  return { found: findings.length, findings: findings.slice(0, shown) }
}
