// Several rows of a file that tell of one record: an order with its lines. They go in together or not at all, and each
// keeps its own reasons.
import { nameKey } from '#kernel/keys.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { ImportValue } from '../exchange.schema.ts'
import type { ReadyRow } from './reference.service.ts'
import { type Grouping, inputOf, type Target } from './target.service.ts'

/** What becomes one record: mostly one row. */
export type Unit = readonly ReadyRow[]

/** Rows of one record stand beside each other already. */
export function unitsOf(rows: readonly ReadyRow[], group: Grouping | undefined): Unit[] {
  if (!group) return rows.map(row => [row])
  const units: ReadyRow[][] = []
  let last: string | undefined
  for (const row of rows) {
    const value = row.values[group.by]
    const key = typeof value === 'string' ? nameKey(value) : undefined
    if (key !== undefined && key === last) units.at(-1)?.push(row)
    else units.push([row])
    last = key
  }
  return units
}

/** What is told once for the record is not asked of every row. */
export const rowFields = (fields: readonly Target[], { by, lines }: Grouping): readonly Target[] =>
  fields.map(field => (field.key === by || lines.includes(field.key) ? field : { ...field, required: false }))

type Shape = { readonly fields: readonly Target[]; readonly group: Grouping }
type Joined = { readonly input: Record<string, unknown>; readonly reasons: readonly Reason[][] }

/** What is told once stands on any of the rows; two rows that tell it differently are both refused. */
export function joined(unit: Unit, { fields, group }: Shape): Joined {
  const head: Record<string, ImportValue> = {}
  const reasons = unit.map((row): Reason[] =>
    fields.flatMap(({ key }) => {
      const value = row.values[key]
      if (group.lines.includes(key) || value === undefined) return []
      const known = head[key]
      head[key] ??= value
      const isSame = known === undefined || JSON.stringify(known) === JSON.stringify(value)
      return isSame ? [] : [reason('exchange.groupDiffers', key, { line: unit[0]?.line ?? 0 })]
    }),
  )
  const missing = fields.filter(
    ({ key, required }) => required && !group.lines.includes(key) && head[key] === undefined,
  )
  reasons[0]?.push(...missing.map(({ key }) => reason('exchange.required', key)))
  const lines = unit.map(({ values }) => inputOf(fields, picked(values, group.lines)))
  return { input: { ...inputOf(fields, head), lines }, reasons }
}

const picked = (values: ReadyRow['values'], keys: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)))

/** A verb's reasons at the rows they are of: `lines.2.price` at the third, what is of the whole at each. */
export function reasonsByRow(unit: Unit, found: readonly Reason[]): Reason[][] {
  return unit.map((_, at) =>
    found.flatMap(one => {
      const [, no, path] = /^lines\.(\d+)\.(.+)$/.exec(one.path ?? '') ?? []
      if (no === undefined || path === undefined || Number(no) >= unit.length) return [one]
      return Number(no) === at ? [{ ...one, path }] : []
    }),
  )
}

/** A row without a fault of its own says which one keeps it out. */
export function refusedRows(unit: Unit, reasons: readonly (readonly Reason[])[]): ReadyRow[] {
  const culprit = unit.find((_, at) => (reasons[at] ?? []).length > 0)
  return unit.map((row, at) => {
    const own = reasons[at] ?? []
    const why = own.length > 0 ? own : [reason('exchange.groupRefused', undefined, { line: culprit?.line ?? 0 })]
    return { ...row, reasons: why }
  })
}
