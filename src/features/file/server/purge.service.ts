// The bytes of what was thrown away go after a time, and with them what no row names.
import { type Database, inOrg } from '#kernel/db.ts'
import { strayFor, trashedFor } from '../file.rules.ts'
import { contentPath, contentsOf, hashIn, isOlder, removeContent } from './content.service.ts'
import { isUsed, lockContent, purgedBound, selectTrashed } from './file.sql.ts'

const atOnce = 100
const rounds = 1000

/** One organisation's; answers how many contents were removed. */
export async function purgeFiles(db: Database, orgId: string, folder: string): Promise<number> {
  return (await purgeTrash(db, orgId, folder)) + (await sweepStrays(db, orgId, folder))
}

async function purgeTrash(db: Database, orgId: string, folder: string): Promise<number> {
  let removed = 0
  for (let round = 0; round < rounds; round++) {
    const some = await inOrg(db, orgId, { mode: 'read' }, tx => selectTrashed(tx, cutOf(tx.now), atOnce))
    for (const one of some) if (await purgeOne(db, orgId, folder, one)) removed++
    if (some.length < atOnce) break
  }
  return removed
}

const cutOf = (now: string): string => new Date(Date.parse(now) - trashedFor).toISOString()

type Trashed = Awaited<ReturnType<typeof selectTrashed>>[number]

/** Removed under the lock, before the row says so: whoever adds the same content waits, then writes it anew. */
function purgeOne(db: Database, orgId: string, folder: string, { id, sha256 }: Trashed): Promise<boolean> {
  return inOrg(db, orgId, { mode: 'write' }, async tx => {
    await lockContent(tx, sha256)
    const isKept = await isUsed(tx, sha256, cutOf(tx.now))
    if (!isKept) await removeContent(folder, contentPath(orgId, sha256))
    tx.write(purgedBound(tx, id))
    return !isKept
  })
}

async function sweepStrays(db: Database, orgId: string, folder: string): Promise<number> {
  let removed = 0
  const before = db.clock.now().getTime() - strayFor
  for (const path of await contentsOf(folder, orgId))
    if ((await isOlder(folder, path, before)) && (await sweepOne(db, orgId, folder, path))) removed++
  return removed
}

async function sweepOne(db: Database, orgId: string, folder: string, path: string): Promise<boolean> {
  const sha256 = hashIn(path)
  if (sha256 === undefined) {
    await removeContent(folder, path)
    return true
  }
  return inOrg(db, orgId, { mode: 'write' }, async tx => {
    await lockContent(tx, sha256)
    if (await isUsed(tx, sha256, never)) return false
    await removeContent(folder, path)
    return true
  })
}

// whatever is in the trash still has its bytes until it is purged
const never = '-infinity'
