import { useState } from 'react'
import { type UnknownValue, unknownValues } from '../exchange.rules.ts'
import type { Inspection, Mapping } from '../import.schema.ts'

export type Mapped = Mapping[number]
export type Column = Inspection['columns'][number]

/** Which column goes where, as the person has it now; `changed` says that a check is no longer of it. */
export function useMapping(seen: Inspection) {
  const [mapping, setMapping] = useState<Mapping>(seen.mapping)
  const [changed, setChanged] = useState(false)
  const put = (next: Mapping) => {
    setMapping(next)
    setChanged(true)
  }
  const others = (column: number, field?: string) =>
    mapping.filter(one => one.column !== column && (field === undefined || one.field !== field))
  return {
    mapping,
    changed,
    fieldOf: (column: number) => mapping.find(one => one.column === column),
    /** A field is filled by one column: the one before lets go of it. */
    choose: (column: number, field: string) =>
      put(field === '' ? others(column) : [...others(column, field), { column, field, ...near(seen, column, field) }]),
    set: (one: Mapped) => put([...others(one.column), one]),
    settled: () => setChanged(false),
  }
}

export const knownFor = (seen: Inspection, field: string) => seen.known.find(one => one.field === field)

/** Spellings that the field does not know; where anything may stand, only those that nearly are a known name. */
export function unknownIn(seen: Inspection, column: Column, field: string): UnknownValue[] {
  const known = knownFor(seen, field)
  if (!known || !column.values) return []
  const unknown = unknownValues(column.values, known.names)
  return known.only ? unknown : unknown.filter(one => one.suggestion !== undefined)
}

function near(seen: Inspection, at: number, field: string): { values?: Record<string, string> } {
  const column = seen.columns.find(one => one.column === at)
  const pairs = column ? unknownIn(seen, column, field) : []
  const meant = pairs.flatMap(({ value, suggestion }) =>
    suggestion === undefined ? [] : [[value, suggestion] as const],
  )
  return meant.length > 0 ? { values: Object.fromEntries(meant) } : {}
}
