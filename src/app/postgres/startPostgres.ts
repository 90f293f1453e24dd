import { resolve } from 'node:path'
import { openCluster, type Passwords, type RoleName, readPasswords } from './cluster.ts'
import { keepAlive } from './keepAlive.ts'
import { findHolder, type Holder, heldBy, lockFolder, outlast, type Task } from './lock.ts'
import { findPlace, type Place } from './place.ts'
import { ensureRoles } from './roles.ts'
import { clearOrphan, findPostmaster, startServer, stopServer } from './server.ts'

export type PostgresOptions = {
  dataDir: string
  port?: number
  database?: string
  /** false: no fsync, for tests */
  durable?: boolean
  task?: Task
}

export type Postgres = {
  /** superuser: migrations and nothing else */
  adminUrl: string
  ownerUrl: string
  appUrl: string
  opsUrl: string
  dataDir: string
  port: number
  /** where programs and data went because the database's account may not enter the checkout */
  moved: { account: string; folder: string } | undefined
  /** an orphan of a killed Baton was stopped first */
  recovered: boolean
  stop: () => Promise<void>
}

/** Starts the embedded PostgreSQL on a data folder of its own; waits for a command there, refuses a second server. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  const durable = options.durable ?? true
  const database = options.database ?? 'baton'
  const place = findPlace(dataDir)
  await outlast(dataDir, silent)
  const unlock = lockFolder(dataDir, options.task)
  try {
    const passwords = await openCluster(place, durable)
    const recovered = await clearOrphan(place)
    const port = await startServer(place, durable, options.port)
    await ensureRoles(urlOf('postgres', passwords, port, 'postgres'), passwords, database)
    const leave = keepAlive(place, port, durable)
    const stop = async () => {
      await leave()
      await stopServer(place)
      unlock()
    }
    return { ...urls(passwords, port, database), dataDir, port, moved: movedOf(place), recovered, stop }
  } catch (error) {
    if (findPostmaster(place)) await stopServer(place)
    unlock()
    throw error
  }
}

const silent = (): void => undefined

/** Before anything is touched: is another Baton at work on this folder? A command is waited for. */
export async function refuseTwin(dataDir: string, waits: (holder: Holder) => void = silent): Promise<void> {
  const folder = resolve(dataDir)
  const holder = await outlast(folder, waits)
  if (holder) throw heldBy(holder, folder)
}

/** For commands that also work beside a running Baton: joins its server, or starts one for their own time. */
export async function joinPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir)
  const place = findPlace(dataDir)
  const running = findHolder(dataDir) ? findPostmaster(place) : undefined
  if (!running) return startPostgres({ ...options, task: 'command' })
  return joined(place, running.port, dataDir, options.database ?? 'baton')
}

function joined(place: Place, port: number, dataDir: string, database: string): Postgres {
  const stay = async () => {}
  return {
    ...urls(readPasswords(place), port, database),
    dataDir,
    port,
    moved: movedOf(place),
    recovered: false,
    stop: stay,
  }
}

function movedOf({ account, movedTo }: Place): Postgres['moved'] {
  return account && movedTo ? { account: account.name, folder: movedTo } : undefined
}

function urls(passwords: Passwords, port: number, database: string) {
  return {
    adminUrl: urlOf('postgres', passwords, port, database),
    ownerUrl: urlOf('baton_owner', passwords, port, database),
    appUrl: urlOf('baton_app', passwords, port, database),
    opsUrl: urlOf('baton_ops', passwords, port, database),
  }
}

function urlOf(role: RoleName, passwords: Passwords, port: number, database: string): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
