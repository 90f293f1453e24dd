import { fileURLToPath } from 'node:url'
import { MigrationProblem, migrate } from '#kernel/migrate.ts'
import { checkDatabase } from '../postgres/external.ts'
import { joinPostgres, type Postgres, startPostgres } from '../postgres/startPostgres.ts'
import { Problem } from '../problem.ts'
import type { Config } from './config.ts'

export const databaseFolder = fileURLToPath(new URL('../../../db', import.meta.url))

/** The database's addresses by what they are for, embedded or a server of the user's own. */
export type Databases = {
  /** migrates, and nothing else */
  readonly adminUrl: string
  /** the application's pool: openDatabase({ url, stepDown }) */
  readonly appUrl: string
  readonly stepDown: boolean
  /** doctor, backup and the jobs' list of organisations: sees every one */
  readonly opsUrl: string
  readonly embedded: Postgres | undefined
  readonly stop: () => Promise<void>
}

/** Starts or reaches the database and brings it up to date. */
export async function startDatabases(
  config: Config,
  began: (postgres: Postgres) => void,
): Promise<{ databases: Databases; applied: string[] }> {
  const databases = await open(config, startPostgres)
  if (databases.embedded) began(databases.embedded)
  try {
    return { databases, applied: await bringUpToDate(databases) }
  } catch (error) {
    await databases.stop()
    throw error
  }
}

/** For commands: joins a running Baton's database or starts it for the command's own time. */
export async function joinDatabases(config: Config): Promise<Databases> {
  const databases = await open(config, joinPostgres)
  try {
    await bringUpToDate(databases)
    return databases
  } catch (error) {
    await databases.stop()
    throw error
  }
}

/** Reaches the database as it is: restore decides itself which migrations it gets. */
export const openDatabases = (config: Config): Promise<Databases> =>
  open(config, options => startPostgres({ ...options, task: 'command' }))

async function open(config: Config, embed: typeof startPostgres): Promise<Databases> {
  const { databaseUrl, adminUrl, opsUrl } = config
  if (databaseUrl) {
    return { ...(await checkDatabase({ databaseUrl, adminUrl, opsUrl })), embedded: undefined, stop: async () => {} }
  }
  const embedded = await embed({ dataDir: config.dataDir })
  return {
    adminUrl: embedded.adminUrl,
    appUrl: embedded.appUrl,
    opsUrl: embedded.opsUrl,
    stepDown: false,
    embedded,
    stop: embedded.stop,
  }
}

async function bringUpToDate({ adminUrl }: Databases): Promise<string[]> {
  try {
    return await migrate({ url: adminUrl, folder: databaseFolder })
  } catch (error) {
    if (!(error instanceof MigrationProblem)) throw error
    throw new Problem(`migration.${error.trouble}`, { migration: error.migration, why: error.why })
  }
}
