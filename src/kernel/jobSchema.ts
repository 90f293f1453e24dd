import type pg from 'pg'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import packageOfBoss from 'pg-boss/package.json' with { type: 'json' }

/** pg-boss's tables belong to the migrator; the application runs it with `migrate: false`. */
export async function ensureJobSchema(client: pg.ClientBase): Promise<void> {
  const {
    rows: [there],
  } = await client.query<{ found: boolean }>("select to_regclass('pgboss.version') is not null as found")
  if (!there?.found) return run(client, getConstructionPlans('pgboss'))
  const {
    rows: [now],
  } = await client.query<{ version: number }>('select version from pgboss.version')
  if (now && now.version < packageOfBoss.pgboss.schema) await run(client, getMigrationPlans('pgboss', now.version))
}

async function run(client: pg.ClientBase, plan: string): Promise<void> {
  try {
    await client.query(plan) // brings its own begin and commit
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
