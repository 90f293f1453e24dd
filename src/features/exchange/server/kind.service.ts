// What a file holds, where nobody has said it: as the same person took the same headings before, else as they tell.
import { createHash } from 'node:crypto'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Guess, guessKind, type Kind } from '../read/guess.ts'
import type { ImportRow } from './import.sql.ts'
import { selectKindBefore } from './importFile.sql.ts'
import { allImportable, type Importable, targetsOf } from './target.service.ts'

type Told = Pick<ImportRow, 'entity' | 'kindBy'>
type Shown = Pick<ImportRow, 'format' | 'columns' | 'sheet' | 'fileName'>

export async function kindOf(db: Db, actor: Actor, file: Shown): Promise<Told> {
  const before = await selectKindBefore(db, { userId: actor.userId, header: headerOf(file) })
  const kinds = allImportable(actor)
  if (kinds.some(kind => kind.entity.key === before) && before !== undefined)
    return { entity: before, kindBy: 'headings' }
  const { fits, sure } = await fitsOf(db, actor, file)
  const entity = fits[0]?.entity ?? kinds[0]?.entity.key
  if (entity === undefined) throw new Refusal('exchange.nothingToImport', 'forbidden')
  return { entity, kindBy: sure ? 'headings' : 'open' }
}

export async function fitsOf(db: Db, actor: Actor, { format, columns, sheet, fileName }: Shown): Promise<Guess> {
  const kinds = await Promise.all(allImportable(actor).map(row => kindFor(db, actor, row)))
  return guessKind(kinds, { format, columns, called: [sheet ?? '', fileName] })
}

async function kindFor(db: Db, actor: Actor, row: Importable): Promise<Kind> {
  const { key, label, plural, title } = row.entity
  const names = [label, plural].flatMap(({ en, zh }) => [en, zh])
  return { entity: key, names, title, fields: await targetsOf(db, actor, row) }
}

/** The same names in the same order are the same file to the person who mapped it. */
export function headerOf({ columns }: Pick<ImportRow, 'columns'>): string {
  const names = JSON.stringify(columns.map(column => nameKey(column.name)))
  return createHash('sha256').update(names).digest('base64url')
}
