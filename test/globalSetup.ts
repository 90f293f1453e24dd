import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { findHolder } from '../src/app/postgres/lock.ts'
import { findPlace } from '../src/app/postgres/place.ts'
import { clearOrphan } from '../src/app/postgres/server.ts'
import { type Postgres, startPostgres } from '../src/app/postgres/startPostgres.ts'
import { registerEntities } from '../src/app/server/entities.ts'
import { openDatabase } from '../src/kernel/db.ts'
import { migrate } from '../src/kernel/migrate.ts'
import { databaseUrl, runAsAdmin } from './database.ts'
import { makeWorld, type WorldFacts } from './world.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { adminUrl: string; ownerUrl: string; appUrl: string; opsUrl: string; template: string; folder: string }
    /** Where the invented world already lives, and who it is made of. */
    world: { template: string; facts: WorldFacts }
  }
}

const prefix = 'baton-test-'
const template = 'baton_template'
export const databaseFolder = fileURLToPath(new URL('../db', import.meta.url))

/** One server for the whole run, and two databases that test files clone: a migrated one, and one with the world in it. */
export default (project: TestProject): Promise<() => Promise<void>> =>
  provideTemplate(project, async server => {
    // founding a company asks the features what it begins with
    registerEntities()
    const world = 'baton_world'
    await runAsAdmin(server.adminUrl, `create database ${world} template ${template} owner baton_owner`)
    const db = openDatabase({ url: databaseUrl(server.appUrl, world), max: 2 })
    // passwords take their time: once here, not in every file
    project.provide('world', { template: world, facts: await makeWorld(db) })
    await db.pool.end()
  })

/** The same, with something in it already. */
export async function provideTemplate(
  project: TestProject,
  fill: (server: Postgres) => Promise<void>,
): Promise<() => Promise<void>> {
  await sweep()
  const dataDir = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(dataDir, 0o711)
  const server = await startPostgres({ dataDir, durable: false, database: template })
  const stop = async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await migrate({ url: server.adminUrl, folder: databaseFolder })
    await fill(server)
  } catch (error) {
    await stop()
    throw error
  }
  const { adminUrl, ownerUrl, appUrl, opsUrl } = server
  project.provide('postgres', { adminUrl, ownerUrl, appUrl, opsUrl, template, folder: dataDir })
  return stop
}

// What runs that were killed left behind: their servers would otherwise live for ever.
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter(one => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    if (!existsSync(join(folder, 'baton.lock')) || findHolder(folder)) continue
    await clearOrphan(findPlace(folder))
    rmSync(folder, { recursive: true, force: true })
  }
}
