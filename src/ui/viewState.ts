// A saved view and an address are two spellings of one state; both are brought into one form before they are compared.
import type { Field } from '#meta/entity.ts'
import type { View, ViewKind } from '#meta/view.schema.ts'
import { conditionOf, type ListState, readListState, writeListState } from './listState.ts'

/** What everyone finds without saving anything: all, mine, overdue. */
export type BuiltInView = { readonly label: string /** The address behind `?`. */; readonly search: string }

type Saved = Pick<View, 'q' | 'filter' | 'sort' | 'columns'>

export const savedState = (state: ListState): Saved => ({
  q: state.q,
  filter: conditionOf(state) ?? null,
  sort: state.sort,
  columns: [...state.columns],
})

/** Only what makes a list, in one order, so that two addresses of the same state are equal. */
export const listPart = (search: string, fields: readonly Field[]): string =>
  writeListState('', readListState(search, fields))

export function searchOfView(view: Saved, fields: readonly Field[]): string {
  const params = new URLSearchParams({ q: view.q, sort: view.sort })
  if (view.filter) params.set('filter', JSON.stringify(view.filter))
  const columns = view.columns.map(({ key, width }) => (width === undefined ? key : `${key}.${width}`))
  params.set('columns', columns.join(','))
  return listPart(params.toString(), fields)
}

/** The whole state and the name of where it came from. */
export function addressOfView(path: string, view: View, fields: readonly Field[]): string {
  const params = new URLSearchParams(searchOfView(view, fields))
  return `${path}?${new URLSearchParams([['view', view.id], ...params])}`
}

/** The marker that says “not the view it opens with”. */
export const everything = 'all'

export const isBare = (search: string, fields: readonly Field[]): boolean =>
  !new URLSearchParams(search).has('view') && listPart(search, fields) === ''

export type Standing = {
  /** The saved view that the address names. */
  readonly saved: View | undefined
  readonly changed: boolean
  /** The place of the built-in view whose state is on the screen. */
  readonly builtIn: number
}

export function standingOf(
  search: string,
  fields: readonly Field[],
  { items, builtIn }: { items: readonly View[]; builtIn: readonly BuiltInView[] },
): Standing {
  const now = listPart(search, fields)
  const id = new URLSearchParams(search).get('view')
  const saved = items.find(view => view.id === id)
  return {
    saved,
    changed: saved !== undefined && searchOfView(saved, fields) !== now,
    builtIn: saved ? -1 : builtIn.findIndex(view => listPart(view.search, fields) === now),
  }
}

/** Where a saved view is shown: its own page if the list has one of that kind. */
export type ViewPaths = Partial<Record<ViewKind, string>>
