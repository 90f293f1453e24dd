// The company's pictures: its logo on papers and on pages for customers, its stamp (公章) over signatures.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { FileAnswer, Upload } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Letterhead } from '#kernel/paperSheet.ts'
import { renderPdf } from '#kernel/pdf.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { newStamp, tell } from '#meta/server/record.service.ts'
import { safeName } from '../file.rules.ts'
import type { Logo } from '../file.schema.ts'
import { logoProblems, logoType } from '../logo.rules.ts'
import { hashOf, keepContent, readContent } from './content.service.ts'
import { dropOfKindBound, lockContent } from './file.sql.ts'
import { type FileRow, files } from './file.table.ts'

/** In which language, and where the files lie. */
export type Printing = { readonly lang?: Lang | undefined; readonly folder: string }

/** Each is kept under its own name among the settings. */
export type Picture = 'logo' | 'stamp'

export function pictureOf({ settings }: OrgFacts, which: Picture): Logo | undefined {
  const kept = settings[which]
  return isLogo(kept) ? kept : undefined
}

const isLogo = (kept: unknown): kept is Logo => typeof kept === 'object' && kept !== null && 'sha256' in kept

/** As an address that holds the picture itself; a picture whose bytes are gone is none. */
export async function pictureAddress(org: OrgFacts, folder: string, which: Picture): Promise<string | undefined> {
  const logo = pictureOf(org, which)
  const bytes = logo && (await readContent(folder, org.id, logo.sha256))
  return bytes && `data:${logo.type};base64,${Buffer.from(bytes).toString('base64')}`
}

export async function letterheadOf(_db: Db, actor: Actor, { lang, folder }: Printing): Promise<Letterhead> {
  return { sender: actor.org.name, lang: lang ?? actor.lang, logo: await pictureAddress(actor.org, folder, 'logo') }
}

export async function openPicture(actor: Actor, folder: string, which: Picture): Promise<FileAnswer> {
  const logo = pictureOf(actor.org, which)
  const bytes = logo && (await readContent(folder, actor.orgId, logo.sha256))
  if (!bytes) throw missing('file')
  return { fileName: logo.name, type: logo.type, bytes, inline: true }
}

type Kept = { readonly which: Picture; readonly folder: string }

export async function setPicture(
  tx: Tx,
  actor: Actor,
  { which, folder }: Kept,
  { bytes, fileName }: Upload,
): Promise<Logo> {
  refuseAll(logoProblems(bytes))
  const type = logoType(bytes)
  if (!type || !(await isPrintable(bytes, type))) throw new Refusal(reason('file.logo.broken', 'file'))
  const logo: Logo = { name: safeName(fileName) ?? which, type, size: bytes.length, sha256: hashOf(bytes) }
  await setOrgSetting(tx, which, logo)
  await lockContent(tx, logo.sha256)
  await keepContent(folder, { orgId: tx.orgId, sha256: logo.sha256, bytes })
  const row = rowOf(tx, actor, which, logo)
  tx.write(dropOfKindBound(tx, { entity: 'org', recordId: tx.orgId }, kindOf(which)), files.insert(tx.orgId, [row]))
  const about = [{ entity: 'org', recordId: tx.orgId }]
  tell(tx, { actor, entity: 'file', recordId: row.id, kind: 'file.added', after: said(logo), about, version: 1 })
  return logo
}

export async function dropPicture(tx: Tx, actor: Actor, which: Picture): Promise<void> {
  const logo = pictureOf(actor.org, which)
  if (!logo) return
  await setOrgSetting(tx, which, null)
  tx.write(dropOfKindBound(tx, { entity: 'org', recordId: tx.orgId }, kindOf(which)))
  tell(tx, { actor, entity: 'org', recordId: tx.orgId, kind: 'file.trashed', after: said(logo), version: 1 })
}

/** A picture that cannot be drawn would stop every paper: it is tried once, before it is kept. */
const isPrintable = (bytes: Uint8Array, type: string): Promise<boolean> =>
  renderPdf({
    footer: '',
    images: { logo: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` },
    content: [{ image: 'logo', fit: [150, 36] }],
  }).then(
    () => true,
    () => false,
  )

const kindOf = (which: Picture): 'stamp' | null => (which === 'stamp' ? 'stamp' : null)

const rowOf = (tx: Tx, actor: Actor, which: Picture, logo: Logo): FileRow => ({
  ...newStamp(tx, actor, { ownerId: null, deptId: null }),
  ...logo,
  entity: 'org',
  recordId: tx.orgId,
  kind: kindOf(which),
  purgedAt: null,
})

const said = ({ name, size }: Logo) => ({ text: name, size })
