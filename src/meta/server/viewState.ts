// What a view holds, judged when it is stored and trimmed for whoever reads it.
import type { Actor } from '#kernel/access.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { type Entity, type Field, fieldOf } from '../entity.ts'
import { isAskable, readFilter } from '../filter.ts'
import { trimFilter } from '../filterTrim.ts'
import type { View, ViewColumn, ViewEdit } from '../view.schema.ts'
import { readerOf, sees } from './reader.ts'
import type { ViewRow } from './view.sql.ts'

type State = Pick<ViewRow, 'kind' | 'q' | 'filter' | 'sort' | 'columns'>

export const blankState: State = { kind: 'table', q: '', filter: null, sort: '', columns: [] }

/** Only what was given; a field that is not there, hidden or not for this person is refused with its place. */
export function acceptState(given: ViewEdit, entity: Entity, actor: Actor, now: string): Partial<State> {
  const { kind, q, filter, sort, columns } = given
  if (filter) readFilter(textOf(filter), entity, readerOf(actor, entity.key, now))
  const shown = shownIn(entity, actor)
  const reasons: Reason[] = []
  for (const key of sortKeys(sort ?? ''))
    if (!isSortable(shown(key))) reasons.push(reason('list.badSort', 'sort', { field: key }))
  for (const { key } of columns ?? []) if (!shown(key)) reasons.push(reason('list.badField', 'columns', { field: key }))
  refuseAll(reasons)
  return {
    ...(kind !== undefined && { kind }),
    ...(q !== undefined && { q }),
    ...(sort !== undefined && { sort }),
    ...(columns !== undefined && { columns: unique(columns) }),
    // rebuilt from the closed form: what else stood in it is not kept
    ...(filter !== undefined && { filter: filter && trimFilter(filter, () => true).filter }),
  }
}

function textOf(filter: object): string {
  const text = JSON.stringify(filter)
  // no more than a list would take
  if (text.length > 8000) throw new Refusal(reason('view.filterTooLong', 'filter'))
  return text
}

const unique = (columns: readonly ViewColumn[]): ViewColumn[] => [
  ...new Map(columns.map(column => [column.key, column])).values(),
]

const sortKeys = (sort: string): string[] =>
  sort
    .split(',')
    .filter(Boolean)
    .map(part => part.replace(/^[-+]/, ''))

const isSortable = (field: Field | undefined): boolean => Boolean(field && (field.sort || field.custom?.indexed))

const shownIn =
  (entity: Entity, actor: Actor) =>
  (key: string): Field | undefined => {
    const field = fieldOf(entity, key)
    return field && !field.hidden && sees(actor, entity.key)(field) ? field : undefined
  }

export function columnsFor(columns: readonly ViewColumn[], entity: Entity, actor: Actor) {
  const shown = shownIn(entity, actor)
  const kept = columns.filter(({ key }) => shown(key))
  return { kept, dropped: columns.length - kept.length }
}

/** What its reader may see of it; never a fault, however much has changed since it was stored. */
export function viewFor(row: ViewRow, entity: Entity, actor: Actor): View {
  const { id, version, name, kind, q, sort } = row
  const columns = columnsFor(row.columns, entity, actor)
  const asks = (key: string) => isAskable(fieldOf(entity, key), sees(actor, entity.key))
  const { filter, dropped } = row.filter === null ? { filter: null, dropped: 0 } : trimFilter(row.filter, asks)
  const shown = shownIn(entity, actor)
  const sorted = sort.split(',').filter(part => part && isSortable(shown(part.replace(/^[-+]/, ''))))
  const unsorted = sortKeys(sort).length - sorted.length
  return {
    id,
    version,
    entity: row.entity,
    name,
    shared: row.ownerId === null,
    kind,
    q,
    filter,
    sort: sorted.join(','),
    columns: columns.kept,
    dropped: dropped + columns.dropped + unsorted,
  }
}
