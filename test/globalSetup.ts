import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { findHolder } from '../src/app/postgres/lock.ts'
import { findPlace } from '../src/app/postgres/place.ts'
import { clearOrphan } from '../src/app/postgres/server.ts'
import { type Postgres, startPostgres } from '../src/app/postgres/startPostgres.ts'
import { migrate } from '../src/kernel/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { adminUrl: string; ownerUrl: string; appUrl: string; opsUrl: string; template: string }
  }
}

const prefix = 'baton-test-'
const template = 'baton_template'
export const databaseFolder = fileURLToPath(new URL('../db', import.meta.url))

/** One server for the whole run, and one migrated database that every test file clones. */
export default (project: TestProject): Promise<() => Promise<void>> => provideTemplate(project, async () => {})

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
  project.provide('postgres', { adminUrl, ownerUrl, appUrl, opsUrl, template })
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
