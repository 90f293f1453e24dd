// The bytes: `<folder>/<org>/<aa>/<sha256>`, the same content once. They are on the disk before the row commits;
// what a failed commit leaves behind is a file without a row, which harms nobody.
import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newId } from '#kernel/ids.ts'

/** Relative to the folder of files. */
export const contentPath = (orgId: string, sha256: string): string => join(orgId, sha256.slice(0, 2), sha256)

export async function keepContent(folder: string, orgId: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = join(folder, contentPath(orgId, sha256))
  const known = await stat(path).catch(() => undefined)
  if (known?.size === bytes.length) return sha256
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
  return sha256
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

export async function readContent(folder: string, orgId: string, sha256: string): Promise<Uint8Array | undefined> {
  return readFile(join(folder, contentPath(orgId, sha256))).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
