// The bytes: `<folder>/<org>/<aa>/<sha256>`, the same content once. They are on the disk before the row commits;
// what a failed commit leaves behind is a file without a row, which harms nobody and is swept away later.
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { newId } from '#kernel/ids.ts'

/** Relative to the folder of files. */
export const contentPath = (orgId: string, sha256: string): string => join(orgId, sha256.slice(0, 2), sha256)

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

type Content = { readonly orgId: string; readonly sha256: string; readonly bytes: Uint8Array }

/** The caller holds the content's lock, so that nobody removes it before its row is there. */
export async function keepContent(folder: string, { orgId, sha256, bytes }: Content): Promise<void> {
  const path = join(folder, contentPath(orgId, sha256))
  const known = await stat(path).catch(() => undefined)
  if (known?.size === bytes.length) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const half = `${path}.${newId()}`
  try {
    await writeThrough(half, bytes)
    await rename(half, path)
  } catch (error) {
    await unlink(half).catch(() => undefined)
    throw error
  }
  await flushFolder(dirname(path))
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The new name too must outlive a power cut; Windows cannot and need not. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Once gone, gone: removing it twice is no fault. */
export async function removeContent(folder: string, path: string): Promise<void> {
  await unlink(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** What lies there for an organisation, as paths below the folder of files. */
export async function contentsOf(folder: string, orgId: string): Promise<string[]> {
  const entries = await readdir(join(folder, orgId), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
      throw error
    },
  )
  return entries.filter(entry => entry.isFile()).map(entry => relative(folder, join(entry.parentPath, entry.name)))
}

/** The hash that a path stands for; undefined for what a killed process left half-written. */
export function hashIn(path: string): string | undefined {
  const name = basename(path)
  return /^[0-9a-f]{64}$/.test(name) && basename(dirname(path)) === name.slice(0, 2) ? name : undefined
}

export const isOlder = async (folder: string, path: string, instant: number): Promise<boolean> =>
  ((await stat(join(folder, path)).catch(() => undefined))?.mtimeMs ?? Number.POSITIVE_INFINITY) < instant

export async function readContent(folder: string, orgId: string, sha256: string): Promise<Uint8Array | undefined> {
  return readFile(join(folder, contentPath(orgId, sha256))).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
