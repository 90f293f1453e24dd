// The whole state of a list lives in its address: it can be sent to a colleague, kept as a view, gone back to.
import { type Condition, type Op, ops, type Scalar } from '#kernel/condition.ts'
import type { Field } from '#meta/entity.ts'

export type Leaf = { field: string; op: Op; value?: Scalar | readonly Scalar[] }

export interface ListState {
  q: string
  /** All of these at once. */
  filter: readonly Leaf[]
  /** A condition that the builder cannot draw (any, not): kept and sent as it came. */
  rest: Condition | undefined
  /** `field` or `-field`; empty is the list's own order. */
  sort: string
  /** Empty: the list's usual columns. */
  columns: readonly string[]
}

export const emptyState: ListState = { q: '', filter: [], rest: undefined, sort: '', columns: [] }

export function readListState(search: string, fields: readonly Field[]): ListState & { unknown: boolean } {
  const params = new URLSearchParams(search)
  const known = new Set(fields.map(field => field.key))
  const { leaves, rest, broken } = readFilter(params.get('filter'))
  const filter = leaves.filter(leaf => known.has(leaf.field))
  const sort = params.get('sort') ?? ''
  return {
    q: params.get('q') ?? '',
    filter,
    rest,
    sort: known.has(sort.replace(/^-/, '')) ? sort : '',
    columns: (params.get('columns') ?? '').split(',').filter(key => known.has(key)),
    unknown: broken || filter.length < leaves.length,
  }
}

/** Keeps what others put into the address, such as a view or a tab. */
export function writeListState(search: string, state: ListState): string {
  const params = new URLSearchParams(search)
  const set = (name: string, text: string) => (text ? params.set(name, text) : params.delete(name))
  set('q', state.q)
  set('filter', filterText(state))
  set('sort', state.sort)
  set('columns', state.columns.join(','))
  const text = params.toString()
  return text ? `?${text}` : ''
}

function conditionOf({ filter, rest }: Pick<ListState, 'filter' | 'rest'>): Condition | undefined {
  const parts: Condition[] = [...filter, ...(rest ? [rest] : [])]
  return parts.length === 0 ? undefined : { all: parts }
}

/** What the server's list and summary take. */
export function queryOf(state: ListState): { filter?: string; sort?: string; q?: string } {
  const filter = filterText(state)
  return { ...(filter && { filter }), ...(state.sort && { sort: state.sort }), ...(state.q && { q: state.q }) }
}

const filterText = (state: ListState): string => {
  const condition = conditionOf(state)
  return condition ? JSON.stringify(condition) : ''
}

function readFilter(text: string | null): { leaves: Leaf[]; rest: Condition | undefined; broken: boolean } {
  if (!text) return { leaves: [], rest: undefined, broken: false }
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) return { leaves: [], rest: undefined, broken: true }
    const parts = Array.isArray(value.all) ? value.all : [value]
    const leaves = parts.filter(isLeaf)
    const others = parts.filter(part => isObject(part) && ('any' in part || 'not' in part || 'all' in part))
    const rest = others.length === 0 ? undefined : ((others.length === 1 ? others[0] : { all: others }) as Condition) // the server checks every part again
    return { leaves, rest, broken: leaves.length + others.length < parts.length }
  } catch {
    return { leaves: [], rest: undefined, broken: true }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isLeaf(value: unknown): value is Leaf {
  return isObject(value) && typeof value.field === 'string' && ops.some(op => op === value.op)
}

/** One press: up, then down, then the list's own order again. */
export function nextSort(now: string, key: string): string {
  if (now === key) return `-${key}`
  return now === `-${key}` ? '' : key
}
