// The bytes behind every row: there, and the very ones.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentPath, contentsOf, hashIn, isOlder } from '#features/file/server/content.service.ts'
import { systemClock } from '#kernel/clock.ts'
import { isUuid } from '#kernel/ids.ts'
import { type Check, everyRecord, type Finding, knownEntities, type Look } from '../check.ts'

type Row = { org_id: string; name: string; size: number; sha256: string }

export const fileChecks: readonly Check[] = [
  {
    name: 'file.content',
    text: {
      en: 'Every file has its content, of the size and hash of its row',
      zh: '每个文件的内容都在，大小和哈希与记录一致',
    },
    find: findWrong,
  },
  {
    name: 'file.stray',
    advice: true,
    text: {
      en: 'Nothing lies among the files that no file names (what does is swept away after a week)',
      zh: '文件目录中没有无主内容（无主内容一周后自动清理）',
    },
    find: findStrays,
  },
  {
    name: 'file.record',
    text: { en: 'Every file hangs on a record that exists', zh: '每个文件所属的记录都存在' },
    sql: `select t.org_id, 'file ' || t.name as what, 'its ' || t.entity || ' does not exist' as detail from files t
      where t.deleted_at is null and t.entity in (${knownEntities}) and not exists (select from (${everyRecord}) r where r.org_id = t.org_id and r.entity = t.entity and r.id = t.record_id)`,
  },
]

async function findWrong(look: Look): Promise<Finding[]> {
  const rows = await look.ask<Row>(
    'select distinct on (org_id, sha256) org_id, name, size, sha256 from files where deleted_at is null order by org_id, sha256',
  )
  const found: Finding[] = []
  for (const row of rows) {
    const detail = await problemOf(join(look.filesFolder, contentPath(row.org_id, row.sha256)), row)
    if (detail) found.push({ orgId: row.org_id, what: `file ${row.name}`, detail })
  }
  return found
}

// an upload that is under way has its bytes before its row
const underWay = 3_600_000

async function findStrays({ ask, filesFolder }: Look): Promise<Finding[]> {
  const rows = await ask<Pick<Row, 'org_id' | 'sha256'>>(
    'select distinct org_id, sha256 from files where purged_at is null',
  )
  const named = new Set(rows.map(row => contentPath(row.org_id, row.sha256)))
  const before = systemClock.now().getTime() - underWay
  const found: Finding[] = []
  for (const orgId of await readdir(filesFolder).catch(() => []))
    for (const path of await contentsOf(filesFolder, orgId)) {
      if (named.has(path) || !(await isOlder(filesFolder, path, before))) continue
      const detail = hashIn(path) ? 'belongs to no file' : 'was left half-written'
      found.push({ orgId: isUuid(orgId) ? orgId : null, what: `content ${path}`, detail })
    }
  return found
}

async function problemOf(path: string, { size, sha256 }: Row): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'its content is missing'
  if (found.size !== size) return `has ${found.size} bytes instead of ${size}`
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex') === sha256 ? undefined : 'its content is not what was stored'
}
