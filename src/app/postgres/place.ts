import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Problem } from '../problem.ts'
import { type Account, canEnter, serverAccount } from './account.ts'
import { type Binaries, checkout, findBinaries } from './binaries.ts'

/** Where the server's programs and its cluster are, after the question who may enter what. */
export type Place = {
  native: string
  version: string
  cluster: string
  account: Account | undefined
  movedTo: string | undefined
}

export function findPlace(dataDir: string, binaries = findBinaries()): Place {
  const folder = resolve(dataDir)
  openFolder(folder)
  if (!statSync(folder).isDirectory()) throw new Problem('postgres.folder', { folder, why: 'it is a file' })
  const cluster = join(folder, 'postgres')
  const account = serverAccount(cluster)
  if (!account) return { ...binaries, cluster, account, movedTo: undefined }

  const elsewhere = join('/var/lib', `baton-${nameOf(folder)}`)
  const nativeThere = !canEnter(join(binaries.native, 'bin'), account)
  const clusterThere = !canEnter(folder, account)
  if (clusterThere && existsSync(cluster))
    throw new Problem('postgres.cannotEnter', { folder: cluster, account: account.name })
  if (nativeThere || clusterThere) openFolder(elsewhere)
  return {
    version: binaries.version,
    native: nativeThere ? copyBinaries(binaries, elsewhere) : binaries.native,
    cluster: clusterThere ? join(elsewhere, 'postgres') : cluster,
    account,
    movedTo: nativeThere || clusterThere ? elsewhere : undefined,
  }
}

// Named after the checkout, with a hash of the data folder: two clones called alike, or two DATA_DIRs, never share.
function nameOf(folder: string): string {
  const name = basename(checkout).replace(/[^\w-]/g, '_')
  return `${name}-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`
}

// Step by step: Node's own recursive mkdir never returns below folders like /proc.
function openFolder(folder: string): void {
  if (existsSync(folder)) return
  if (folder !== dirname(folder)) openFolder(dirname(folder))
  try {
    mkdirSync(folder)
    chmodSync(folder, 0o711) // whatever the umask says, the database's account must get through
  } catch (error) {
    if (existsSync(folder)) return
    throw new Problem('postgres.folder', { folder, why: reasonOf(error) })
  }
}

function copyBinaries(binaries: Binaries, elsewhere: string): string {
  const copy = join(elsewhere, `programs-${binaries.version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  try {
    cpSync(binaries.native, half, { recursive: true, verbatimSymlinks: true, filter: file => !file.endsWith('.a') })
    renameSync(half, copy)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw new Problem('postgres.folder', { folder: elsewhere, why: reasonOf(error) })
  }
  return copy
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
