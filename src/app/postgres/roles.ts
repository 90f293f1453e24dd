import pg from 'pg'
import type { Passwords, RoleName } from './cluster.ts'

const rights: Record<Exclude<RoleName, 'postgres'>, string> = {
  // forced row-level security would hide the rows from its own foreign-key checks and backfills
  baton_owner: 'login nosuperuser bypassrls',
  baton_app: 'login nosuperuser nobypassrls',
  baton_ops: 'login nosuperuser bypassrls',
}

/** The three roles and the database: whatever an interrupted first start left out is added. */
export async function ensureRoles(adminUrl: string, passwords: Passwords, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    // as: Object.entries forgets the keys
    for (const [role, may] of Object.entries(rights) as [keyof typeof rights, string][]) {
      const known = await client.query('select from pg_roles where rolname = $1', [role])
      const password = client.escapeLiteral(passwords[role])
      await client.query(`${known.rowCount ? 'alter' : 'create'} role ${role} ${may} password ${password}`)
    }
    const there = await client.query('select from pg_database where datname = $1', [database])
    if (!there.rowCount) await client.query(`create database ${client.escapeIdentifier(database)} owner baton_owner`)
  } finally {
    await client.end()
  }
}
