// A file as the page shows it before anything is decided: its columns, where they probably go, what the fields know.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { unknownValues } from '../exchange.rules.ts'
import type { Import, Inspection, Mapping } from '../import.schema.ts'
import { suggestMapping } from '../read/header.ts'
import { mappingProblems } from '../read/plan.ts'
import { type ImportRow, selectDoubles } from './import.sql.ts'
import { selectMapping } from './importFile.sql.ts'
import { fitsOf } from './kind.service.ts'
import { knownNames } from './naming.service.ts'
import { allImportable, isOpening, refEntityOf, type Target, targetsOf } from './target.service.ts'

type Subject = {
  readonly row: ImportRow
  readonly fields: readonly Target[]
  readonly shown: Import
  readonly header: string
}

export async function inspectionOf(db: Db, actor: Actor, subject: Subject): Promise<Inspection> {
  const { row, fields, shown, header } = subject
  const { mapped, unmapped } = suggestMapping(row.entity, fields, row.columns)
  const before = await selectMapping(db, { userId: actor.userId, entity: row.entity, header })
  // a field that is gone since then is mapped no more
  const kept = before?.filter(one => mappingProblems(fields, row.columns, [one]).length === 0)
  const begun: Mapping | undefined = shown.mapping.length > 0 ? shown.mapping : kept
  const [known, doubles, kinds] = await Promise.all([
    knownOf(db, actor, row.entity, fields),
    selectDoubles(db, row, null),
    row.kindBy === 'person' ? [] : fitsOf(db, actor, row).then(({ fits }) => fits),
  ])
  return {
    import: shown,
    kinds: [...kinds],
    fields: fields.map(shownField),
    columns: row.columns.map(({ index, named: _, values, samples, ...column }) => ({
      ...column,
      column: index,
      samples: [...samples],
      values: values?.map(([value, count]) => ({ value, count })) ?? null,
    })),
    mapping:
      begun ?? mapped.map(({ column, field }) => ({ column, field, ...nearlyKnown(row, known, { column, field }) })),
    remembered: begun !== undefined,
    before: doubles.map(({ who, at, ok }) => ({ who, at, count: ok })),
    unmapped: unmapped.map(({ column, header: name, why }) => ({ column, header: name, why })),
    known,
  }
}

/** A spelling that is nearly a known name is taken for it, once for the column: shown, and to be taken back there. */
function nearlyKnown(
  row: ImportRow,
  known: Inspection['known'],
  { column, field }: { readonly column: number; readonly field: string },
): { values?: Record<string, string> } {
  const names = known.find(one => one.field === field)?.names ?? []
  const counted = row.columns[column]?.values?.map(([value, count]) => ({ value, count })) ?? []
  const pairs = unknownValues(counted, names).flatMap(({ value, suggestion }) =>
    suggestion === undefined ? [] : [[value, suggestion] as const],
  )
  return pairs.length > 0 ? { values: Object.fromEntries(pairs) } : {}
}

const shownField = ({ key, label, required = false, kind }: Target) => ({ key, label, required, kind })

/** What this person may import, in the order in which one moves in. */
export async function listImportable(db: Db, actor: Actor) {
  const rows = allImportable(actor)
  const fields = await Promise.all(rows.map(row => targetsOf(db, actor, row)))
  return rows.map(({ entity }, at) => ({
    entity: entity.key,
    label: entity.plural,
    path: entity.path,
    opening: isOpening(entity.key),
    fields: (fields[at] ?? []).map(shownField),
  }))
}

async function knownOf(db: Db, actor: Actor, entity: string, fields: readonly Target[]): Promise<Inspection['known']> {
  const found = await Promise.all(
    fields.map(async field => {
      const { key, choices } = field
      if (choices) {
        const names = choices.map(({ value, label }) => ({
          name: label[actor.lang],
          also: [value, label.en, label.zh],
        }))
        return [{ field: key, names, only: true }]
      }
      // a deal is often named after the product sold
      const named = entity === 'deal' && key === 'name' ? 'product' : refEntityOf(field)
      const names = named === undefined || open.has(named) ? undefined : await knownNames(db, actor, named)
      const shown = names?.map(({ name, also }) => ({ name, also: [...also] }))
      return shown ? [{ field: key, names: shown, only: key !== 'name' }] : []
    }),
  )
  return found.flat()
}

/** There are too many of them to choose one from a list. */
const open = new Set(['customer', 'contact', 'lead', 'deal', 'order', 'quote'])
