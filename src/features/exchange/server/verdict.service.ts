// What was refused: for the page by reason, for the person's spreadsheet row by row.
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import type { Texts } from '#kernel/text.ts'
import type { Verdict } from '../import.schema.ts'
import { errorHead, errorLine } from '../write/csv.ts'
import { ownImport } from './import.service.ts'
import { selectImport } from './import.sql.ts'
import { selectGroups, selectRefusals } from './importFile.sql.ts'
import { importable, targetsOf } from './target.service.ts'

export async function importVerdict(db: Db, actor: Actor, id: string): Promise<Verdict> {
  ownImport(actor, await selectImport(db, id))
  const [groups, rows] = await Promise.all([selectGroups(db, id), selectRefusals(db, id, 0, 100)])
  return {
    groups,
    rows: rows.map(({ line, cells, reasons }) => ({ line, cells: [...cells], reasons: [...reasons] })),
  }
}

const pageSize = 2000

export async function importErrors(db: Db, actor: Actor, id: string, texts: Texts): Promise<FileAnswer> {
  const row = ownImport(actor, await selectImport(db, id))
  const fields = await targetsOf(db, actor, importable(actor, row.entity))
  const labels = Object.fromEntries(fields.map(field => [field.key, field.label[actor.lang]]))
  const words = { lang: actor.lang, texts, labels }
  const parts = [Buffer.from(errorHead(row.columns, words))]
  // others are served between two pages
  for (let after = 0; ; ) {
    const page = await selectRefusals(db, id, after, pageSize)
    parts.push(Buffer.from(page.map(refused => errorLine(row.columns, refused, words)).join('')))
    after = page.at(-1)?.line ?? after
    if (page.length < pageSize) break
  }
  const fileName = `${row.fileName.replace(/\.(csv|txt|xlsx|vcf)$/i, '')}.errors.csv`
  return { fileName, type: 'text/csv; charset=utf-8', bytes: Buffer.concat(parts) }
}
