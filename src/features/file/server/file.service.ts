// Files of a record: who may not read the record does not find its files either (404).
import { type Actor, can, writerOf } from '#kernel/access.ts'
import type { FileAnswer, Upload } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import { type AnyRecord, registered } from '#meta/registry.ts'
import { editStamp, newStamp, refuseStale, tell } from '#meta/server/record.service.ts'
import { outside } from '#meta/server/sourceSql.ts'
import { isInline, safeName, sniff } from '../file.rules.ts'
import {
  type FileAdd,
  type FileKind,
  type FileParent,
  type FileRename,
  mostBytes,
  type StoredFile,
} from '../file.schema.ts'
import { hashOf, keepContent, readContent } from './content.service.ts'
import { lockContent, lockFileRow, selectFile, selectFiles } from './file.sql.ts'
import { type FileRow, files } from './file.table.ts'

/** Through the record's own door; papers of what lies in a pool are for whoever takes it. */
async function parentOf(db: Db, actor: Actor, { entity, recordId }: FileParent): Promise<AnyRecord> {
  const row = registered(entity)
  if (!row) throw missing(entity)
  return namedBy('recordId', row.verbs.get(db, outside(actor), recordId))
}

export async function listFiles(db: Db, actor: Actor, parent: FileParent): Promise<StoredFile[]> {
  const [found] = await Promise.all([selectFiles(db, parent), parentOf(db, actor, parent)])
  return found
}

export async function getFile(db: Db, actor: Actor, id: string): Promise<StoredFile> {
  const file = await selectFile(db, id)
  if (!file) throw missing('file')
  await parentOf(db, actor, file)
  return file
}

type Adding = Omit<FileAdd, 'kind'> & { readonly kind?: FileKind | undefined; readonly file: Upload }

export async function addFile(tx: Tx, actor: Actor, folder: string, input: Adding): Promise<StoredFile> {
  const { entity, recordId, kind = null, file } = input
  const { bytes } = file
  const name = safeName(file.fileName)
  if (!name) throw new Refusal(reason('file.noName', 'file'))
  if (bytes.length === 0) throw new Refusal(reason('file.empty', 'file'))
  if (bytes.length > mostBytes) throw new Refusal(reason('file.tooLarge', 'file', { most: mostBytes / 1024 / 1024 }))
  const parent = await parentOf(tx, actor, { entity, recordId })
  const sha256 = hashOf(bytes)
  await lockContent(tx, sha256)
  await keepContent(folder, { orgId: tx.orgId, sha256, bytes })
  const row: FileRow = {
    // of nobody where somebody without an account brings it
    ...newStamp(tx, actor, { ownerId: writerOf(actor.userId), deptId: actor.deptId }),
    entity,
    recordId,
    name,
    type: sniff(bytes, name),
    size: bytes.length,
    kind,
    sha256,
    purgedAt: null,
  }
  tx.write(files.insert(tx.orgId, [row]))
  say(tx, actor, row, { kind: 'added', parent, after: { text: name, size: row.size } })
  return shown(actor, row)
}

type Onto = FileParent & { readonly threadId: string; readonly kind?: FileKind }

/** The same bytes on another record, for a verb that has judged and made it. */
export async function carryFile(tx: Tx, actor: Actor, file: StoredFile, to: Onto): Promise<string> {
  const { name, type, size, sha256 } = file
  const { entity, recordId, threadId, kind = null } = to
  // the purge asks under the same lock whether anybody still needs them
  await lockContent(tx, sha256)
  const row: FileRow = {
    ...newStamp(tx, actor, { ownerId: writerOf(actor.userId), deptId: actor.deptId }),
    ...{ entity, recordId, name, type, size, sha256, kind },
    purgedAt: null,
  }
  tx.write(files.insert(tx.orgId, [row]))
  say(tx, actor, row, { kind: 'added', parent: { threadId }, after: { text: name, size } })
  return row.id
}

export async function renameFile(tx: Tx, actor: Actor, id: string, input: FileRename): Promise<StoredFile> {
  const { row, parent } = await hold(tx, actor, id, 'file.edit')
  await refuseStale(tx, 'file', row, input)
  const name = safeName(input.name)
  if (!name) throw new Refusal(reason('file.noName', 'name'))
  const next: FileRow = { ...row, name, ...editStamp(tx, actor, row) }
  if (name !== row.name) {
    tx.write(files.update(tx.orgId, next))
    const words = { before: { name: row.name }, after: { name, text: `${row.name} → ${name}` } }
    say(tx, actor, next, { kind: 'renamed', parent, ...words })
  }
  return getFile(tx, actor, id)
}

/** The bytes stay for a while: `purge.service.ts`. */
export async function trashFile(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { row, parent } = await hold(tx, actor, id, 'file.delete')
  const next: FileRow = { ...row, deletedAt: tx.now, ...editStamp(tx, actor, row) }
  tx.write(files.update(tx.orgId, next))
  say(tx, actor, next, { kind: 'trashed', parent, after: { text: row.name } })
}

export async function openFile(
  db: Db,
  actor: Actor,
  folder: string,
  { id, download }: { readonly id: string; readonly download?: boolean },
): Promise<FileAnswer> {
  const file = await getFile(db, actor, id)
  const bytes = await readContent(folder, db.orgId, file.sha256)
  if (!bytes) throw new Refusal('file.gone', 'missing')
  return { fileName: file.name, type: file.type, bytes, inline: !download && isInline(file.type) }
}

async function hold(
  tx: Tx,
  actor: Actor,
  id: string,
  permission: string,
): Promise<{ row: FileRow; parent: AnyRecord }> {
  const row = await lockFileRow(tx, id)
  if (!row) throw missing('file')
  const parent = await parentOf(tx, actor, row)
  if (row.kind === 'signature') throw new Refusal('file.proof')
  if (!can(actor, permission, row)) throw new Refusal('file.notYours', 'forbidden')
  return { row, parent }
}

const shown = (
  actor: Actor,
  { custom: _, createdBy: __, updatedBy: ___, deletedAt: ____, purgedAt: _____, ...row }: FileRow,
): StoredFile => ({
  ...row,
  ownerName: actor.name,
})

type Told = {
  readonly kind: string
  readonly parent: Readonly<Record<string, unknown>>
  readonly before?: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

function say(tx: Tx, actor: Actor, row: FileRow, { kind, parent, before, after }: Told): void {
  tell(tx, {
    actor,
    entity: 'file',
    recordId: row.id,
    kind: `file.${kind}`,
    ...(before && { before }),
    after,
    about: [{ entity: row.entity, recordId: row.recordId }],
    ...(typeof parent.threadId === 'string' && { threads: [parent.threadId] }),
    version: row.version,
  })
}
