// The whole state of a list lives in its address: it can be sent to a colleague, kept as a view, gone back to.
import type { Field } from '#meta/entity.ts'
import { type Filter, type FilterLeaf, isAskable } from '#meta/filter.ts'
import { trimFilter } from '#meta/filterTrim.ts'
import type { ViewColumn } from '#meta/view.schema.ts'

export type Leaf = FilterLeaf
export type Mode = 'all' | 'any'
/** Conditions that stand together within a filter: one level, as people still read it. */
export type Group = { readonly mode: Mode; readonly leaves: readonly Leaf[] }
export type Part = Leaf | Group

export interface ListState {
  q: string
  /** Whether all parts must hold, or one of them. */
  mode: Mode
  filter: readonly Part[]
  /** A condition that the builder cannot draw (not, deeper groups): kept and sent as it came. */
  rest: Filter | undefined
  /** `field` or `-field`; empty is the list's own order. */
  sort: string
  /** Empty: the list's usual columns. */
  columns: readonly ViewColumn[]
}

export const emptyState: ListState = { q: '', mode: 'all', filter: [], rest: undefined, sort: '', columns: [] }

export const isGroup = (part: Part): part is Group => 'leaves' in part

export function readListState(search: string, fields: readonly Field[]): ListState & { unknown: boolean } {
  const params = new URLSearchParams(search)
  const known = new Map(fields.map(field => [field.key, field]))
  const { filter, dropped } = readFilterText(params.get('filter'), key => isAskable(known.get(key), () => true))
  const sort = params.get('sort') ?? ''
  return {
    q: params.get('q') ?? '',
    ...drawn(filter),
    sort: known.has(sort.replace(/^-/, '')) ? sort : '',
    columns: columnsIn(params.get('columns') ?? '').filter(({ key }) => known.has(key)),
    unknown: dropped > 0,
  }
}

/** Keeps what others put into the address, such as a view or a tab. */
export function writeListState(search: string, state: ListState): string {
  const params = new URLSearchParams(search)
  const set = (name: string, text: string) => (text ? params.set(name, text) : params.delete(name))
  set('q', state.q)
  set('filter', filterText(state))
  set('sort', state.sort)
  set('columns', columnsText(state.columns))
  const text = params.toString()
  return text ? `?${text}` : ''
}

/** Whether an address says anything of a list at all. */
export const isNarrowed = ({ q, filter, rest }: ListState): boolean =>
  q !== '' || filter.length > 0 || rest !== undefined

/** What the server's list and summary take. */
export function queryOf(state: ListState): { filter?: string; sort?: string; q?: string } {
  const filter = filterText(state)
  return { ...(filter && { filter }), ...(state.sort && { sort: state.sort }), ...(state.q && { q: state.q }) }
}

export function conditionOf({ mode, filter, rest }: Pick<ListState, 'mode' | 'filter' | 'rest'>): Filter | undefined {
  const parts = filter.map(part => (isGroup(part) ? joined(part.mode, part.leaves) : part))
  if (!rest) return parts.length === 0 ? undefined : joined(mode, parts)
  return { all: mode === 'all' || parts.length === 0 ? [...parts, rest] : [joined(mode, parts), rest] }
}

const joined = (mode: Mode, parts: readonly Filter[]): Filter => (mode === 'all' ? { all: parts } : { any: parts })

const filterText = (state: ListState): string => {
  const condition = conditionOf(state)
  return condition ? JSON.stringify(condition) : ''
}

function readFilterText(text: string | null, asks: (key: string) => boolean) {
  if (!text) return { filter: null, dropped: 0 }
  try {
    return trimFilter(JSON.parse(text), asks)
  } catch {
    return { filter: null, dropped: 1 }
  }
}

/** As much of a condition as the builder draws; the rest stays what it is. */
export function drawn(filter: Filter | null): Pick<ListState, 'mode' | 'filter' | 'rest'> {
  const none = { mode: 'all', filter: [], rest: undefined } as const
  if (!filter) return none
  if ('field' in filter) return { ...none, filter: [filter] }
  if ('all' in filter) {
    const parts = filter.all.map(partOf)
    const others = filter.all.filter((_, at) => !parts[at])
    const rest = others.length > 1 ? { all: others } : others[0]
    return { ...none, filter: parts.flatMap(part => part ?? []), rest }
  }
  const parts = 'any' in filter ? filter.any.map(partOf) : []
  const whole = 'any' in filter && parts.every(part => part !== undefined)
  return whole ? { mode: 'any', filter: parts.flatMap(part => part ?? []), rest: undefined } : { ...none, rest: filter }
}

function partOf(filter: Filter): Part | undefined {
  if ('field' in filter) return filter
  if ('all' in filter) return groupOf('all', filter.all)
  return 'any' in filter ? groupOf('any', filter.any) : undefined
}

function groupOf(mode: Mode, parts: readonly Filter[]): Group | undefined {
  const leaves = parts.flatMap(part => ('field' in part ? [part] : []))
  return leaves.length === parts.length && leaves.length > 0 ? { mode, leaves } : undefined
}

const columnsText = (columns: readonly ViewColumn[]): string =>
  columns.map(({ key, width }) => (width === undefined ? key : `${key}.${width}`)).join(',')

function columnsIn(text: string): ViewColumn[] {
  return text
    .split(',')
    .filter(Boolean)
    .map(part => {
      const [key = '', width] = part.split('.')
      const wide = Number(width)
      return Number.isInteger(wide) && wide >= leastWidth && wide <= mostWidth ? { key, width: wide } : { key }
    })
}

export const leastWidth = 40
export const mostWidth = 1200

/** One press: up, then down, then the list's own order again. */
export function nextSort(now: string, key: string): string {
  if (now === key) return `-${key}`
  return now === `-${key}` ? '' : key
}
