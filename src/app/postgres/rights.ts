import type pg from 'pg'
import { Problem } from '../problem.ts'

export type Given = { databaseUrl: string; adminUrl?: string | undefined; opsUrl?: string | undefined }

/** A statement that gives a right, and the question whether it is still needed. */
type Need = { unless: string; sql: string }

/** Makes the roles and grants what is missing; what this login may not do is named as the statements to run. */
export async function grantRights(admin: pg.Client, urls: Given): Promise<void> {
  const {
    rows: [here],
  } = await admin.query<{ me: string; database: string }>('select current_user as me, current_database() as database')
  if (!here) return
  const open: string[] = []
  for (const need of needs(admin, here, urls)) {
    if (await may(admin, need.unless)) continue
    // asked again: a grant by someone who may not give it only warns
    const given = await admin.query(need.sql).then(
      () => may(admin, need.unless),
      () => false,
    )
    if (!given) open.push(need.sql)
  }
  if (open.length) throw missing(here.me, here.database, open)
}

function needs(admin: pg.Client, here: { me: string; database: string }, given: Given): Need[] {
  const me = admin.escapeIdentifier(here.me)
  const database = admin.escapeIdentifier(here.database)
  const app = decodeURIComponent(new URL(given.databaseUrl).username) || here.me
  const appMay = `coalesce((select pg_has_role(rolname, 'baton_app', 'set') from pg_roles where rolname = ${admin.escapeLiteral(app)}), true)`
  return [
    { unless: exists('baton_owner'), sql: 'create role baton_owner bypassrls' },
    { unless: exists('baton_app'), sql: 'create role baton_app' },
    { unless: exists('baton_ops'), sql: 'create role baton_ops bypassrls' },
    { unless: sees('baton_owner'), sql: 'alter role baton_owner bypassrls' },
    { unless: sees('baton_ops'), sql: 'alter role baton_ops bypassrls' },
    { unless: held('baton_owner'), sql: `grant baton_owner to ${me}` },
    ...(given.opsUrl ? [] : [{ unless: held('baton_ops'), sql: `grant baton_ops to ${me}` }]),
    { unless: appMay, sql: `grant baton_app to ${admin.escapeIdentifier(app)}` },
    {
      unless: "has_database_privilege('baton_owner', current_database(), 'create')",
      sql: `grant create on database ${database} to baton_owner`,
    },
    {
      unless: "has_schema_privilege('baton_owner', 'public', 'create')",
      sql: 'grant create, usage on schema public to baton_owner',
    },
  ]
}

const exists = (role: string) => `exists (select from pg_roles where rolname = '${role}')`
const sees = (role: string) => `exists (select from pg_roles where rolname = '${role}' and (rolbypassrls or rolsuper))`
const held = (role: string) => `pg_has_role(current_user, '${role}', 'set')`

export async function may(client: pg.Client, question: string): Promise<boolean> {
  try {
    const {
      rows: [answer],
    } = await client.query<{ yes: boolean }>(`select ${question} as yes`)
    return answer?.yes === true
  } catch {
    return false // the role asked about does not exist
  }
}

export function missing(user: string, where: string, statements: string[]): Problem {
  return new Problem('database.missingRight', { user, where, sql: `${statements.join('; ')};` })
}
