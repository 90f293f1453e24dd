// All or nothing: the whole backup is proved first, then one transaction fills a clean database.
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { migrate, readMigrations } from '#kernel/migrate.ts'
import { Problem } from '../../problem.ts'
import { databaseFolder } from '../../server/databases.ts'
import { copyMeasured, listFiles, measureFile } from './files.ts'
import { load } from './load.ts'
import { filesFolder, type Manifest, readManifest, type TablePart, tableFile } from './manifest.ts'

export type RestoreOptions = {
  readonly folder: string
  readonly adminUrl: string
  readonly filesTo: string
  /** Lose what the database and the folder hold. */
  readonly replace?: boolean
  /** The folder of files belongs to another database: what is in it is never replaced. */
  readonly keepFiles?: boolean
  readonly checked?: (manifest: Manifest) => void
  readonly done?: (table: TablePart) => void
}

export async function restore(options: RestoreOptions): Promise<Manifest> {
  const folder = resolve(options.folder)
  const manifest = await readManifest(folder)
  await refuseUnknown(manifest)
  await prove(folder, manifest)
  options.checked?.(manifest)
  const { adminUrl, filesTo, replace = false, keepFiles = false, done } = options
  if ((!replace || keepFiles) && (await listFiles(filesTo)).length > 0)
    throw new Problem(keepFiles ? 'restore.filesOfOther' : 'restore.filesThere', { folder: filesTo })
  await refuseAhead(adminUrl, manifest)
  await migrate({ url: adminUrl, folder: databaseFolder, only: manifest.migrations.map(one => one.name) })
  const files = await stageFiles(folder, filesTo, manifest)
  try {
    await load({ url: adminUrl, folder, manifest, replace, done, beforeCommit: files.swap })
  } catch (error) {
    await files.takeBack()
    throw error
  }
  await files.clear()
  await migrate({ url: adminUrl, folder: databaseFolder })
  return manifest
}

async function refuseUnknown({ migrations }: Manifest): Promise<void> {
  const known = new Map((await readMigrations(databaseFolder)).map(one => [one.name, one.hash]))
  for (const { name, hash } of migrations) {
    if (!known.has(name)) throw new Problem('restore.newer', { migration: name })
    if (known.get(name) !== hash) throw new Problem('restore.changed', { migration: name })
  }
}

/** Before anything is touched: is every byte there? */
async function prove(folder: string, manifest: Manifest): Promise<void> {
  const parts = [
    ...manifest.tables.map(part => ({ file: tableFile(folder, part), part })),
    ...manifest.files.map(part => ({ file: join(filesFolder(folder), part.path), part })),
  ]
  for (const { file, part } of parts) {
    const found = existsSync(file) ? await measureFile(file) : undefined
    const why = !found
      ? 'is missing'
      : found.bytes !== part.bytes
        ? `has ${found.bytes} of ${part.bytes} bytes`
        : 'was changed'
    if (found?.sha256 !== part.sha256) throw new Problem('restore.damaged', { file, why })
  }
}

async function refuseAhead(adminUrl: string, { migrations }: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const there = await client.query("select to_regclass('public.baton_migration') is not null as found")
    if (!there.rows[0]?.found) return
    const { rows } = await client.query<{ name: string }>('select name from public.baton_migration order by name')
    const ahead = rows.find(row => !migrations.some(one => one.name === row.name))
    if (ahead) throw new Problem('restore.ahead', { migration: ahead.name })
  } finally {
    await client.end()
  }
}

type Staged = { swap: () => Promise<void>; takeBack: () => Promise<void>; clear: () => Promise<void> }

/** Copied beside, swapped in just before the database commits, taken back when it does not. */
async function stageFiles(folder: string, filesTo: string, { files }: Manifest): Promise<Staged> {
  const fresh = `${filesTo}.restored-${process.pid}`
  const old = `${filesTo}.replaced-${process.pid}`
  let swapped = false
  for (const { path } of files) await copyMeasured(join(filesFolder(folder), path), join(fresh, path))
  const swap = async () => {
    if (existsSync(filesTo)) await rename(filesTo, old)
    swapped = true
    if (existsSync(fresh)) await rename(fresh, filesTo)
  }
  const takeBack = async () => {
    if (swapped) await rm(filesTo, { recursive: true, force: true })
    if (swapped && existsSync(old)) await rename(old, filesTo)
    await rm(fresh, { recursive: true, force: true })
  }
  return { swap, takeBack, clear: () => rm(old, { recursive: true, force: true }) }
}
