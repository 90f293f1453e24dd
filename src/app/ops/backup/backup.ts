// One repeatable-read snapshot of every table, then the files; written beside and renamed when whole.
import { createWriteStream, existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { Problem } from '../../problem.ts'
import { proveSight } from '../sight.ts'
import { copyMeasured, listFiles, Measure } from './files.ts'
import { type FilePart, filesFolder, type Manifest, type TablePart, tableFile, writeManifest } from './manifest.ts'
import { type KeptTable, keptTables, selectOf } from './tables.ts'

export type BackupOptions = {
  readonly opsUrl: string
  readonly filesFrom: string
  readonly folder: string
  readonly madeAt: string
  /** Told as each table is done. */
  readonly done?: (table: TablePart) => void
}

export async function backup(options: BackupOptions): Promise<Manifest> {
  const folder = resolve(options.folder)
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Problem('backup.notEmpty', { folder })
  const half = `${folder}.part-${process.pid}`
  try {
    await mkdir(join(half, 'tables'), { recursive: true, mode: 0o700 })
    const manifest = await fill(half, options)
    await writeManifest(half, manifest)
    if (existsSync(folder)) await rmdir(folder)
    await mkdir(dirname(folder), { recursive: true })
    await rename(half, folder)
    return manifest
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    if (error instanceof Error && 'syscall' in error && 'path' in error)
      throw new Problem('backup.folder', { folder, why: error.message })
    throw error
  }
}

async function fill(half: string, { opsUrl, filesFrom, madeAt, done }: BackupOptions): Promise<Manifest> {
  const client = new pg.Client({ connectionString: opsUrl })
  client.on('error', () => undefined) // the query under way rejects as well
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await proveSight(client)
    const facts = await factsOf(client)
    const tables: TablePart[] = []
    for (const table of await keptTables(client)) {
      const part = await copyOut(client, half, table)
      tables.push(part)
      done?.(part)
    }
    await client.query('commit')
    return { format: 'baton-backup-1', madeAt, ...facts, tables, files: await copyFiles(filesFrom, filesFolder(half)) }
  } finally {
    await client.end()
  }
}

async function factsOf(client: pg.Client): Promise<Pick<Manifest, 'postgres' | 'jobSchema' | 'migrations'>> {
  const { rows: migrations } = await client.query<{ name: string; hash: string }>(
    'select name, hash from baton_migration order by name',
  )
  const {
    rows: [server],
  } = await client.query<{ postgres: string; jobs: number }>(
    "select current_setting('server_version') as postgres, (select version from pgboss.version) as jobs",
  )
  return { postgres: server?.postgres ?? '', jobSchema: server?.jobs ?? 0, migrations }
}

async function copyOut(client: pg.Client, half: string, table: KeptTable): Promise<TablePart> {
  const { schema, name, columns } = table
  const measure = new Measure()
  const out = client.query(copyTo(`copy (${selectOf(table)}) to stdout`))
  await pipeline(out, measure, createWriteStream(tableFile(half, table), { mode: 0o600 }))
  return { schema, name, columns, rows: out.rowCount, ...measure.digest() }
}

// Files are written before the row that names them and never changed, so those of the snapshot are all there.
async function copyFiles(from: string, to: string): Promise<FilePart[]> {
  const parts: FilePart[] = []
  for (const path of await listFiles(from)) {
    const measured = await copyMeasured(join(from, path), join(to, path)).catch(nothingIfGone)
    if (measured) parts.push({ path, ...measured })
    else await rm(join(to, path), { force: true })
  }
  return parts
}

/** Half an upload that has got its name meanwhile, or what the trash gave up: no row of the snapshot needs it. */
function nothingIfGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' || error.syscall !== 'open') throw error
}
