import './RecordList.css'
import type { ReactNode } from 'react'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { BulkBar } from './BulkBar.tsx'
import { Button } from './Button.tsx'
import type { Bulk } from './bulk.ts'
import { Empty } from './Empty.tsx'
import { type CellEdit, cellFields, editOf } from './editBody.ts'
import type { IconName } from './Icon.tsx'
import type { Row } from './kinds/kind.ts'
import { usePlace } from './Link.tsx'
import { ListCards } from './ListCards.tsx'
import { ListSums } from './ListFoot.tsx'
import type { CellEditing } from './ListRow.tsx'
import { ListTable } from './ListTable.tsx'
import { ListTools } from './ListTools.tsx'
import { emptyState, isNarrowed, nextSort, queryOf } from './listState.ts'
import { Problem } from './Problem.tsx'
import { Skeleton } from './Skeleton.tsx'
import { uiText } from './ui.text.ts'
import { useColumns } from './useColumns.ts'
import { useListRows } from './useListRows.ts'
import { useListState } from './useListState.ts'
import { usePhone } from './usePhone.ts'
import { usePicking } from './usePicking.ts'
import { mayDo, useAnySession } from './useSession.tsx'
import { useText } from './useText.tsx'
import { useBeginning, useViews, type ViewStore } from './useViews.ts'
import { Views } from './Views.tsx'
import type { BuiltInView, ViewPaths } from './viewState.ts'

export type ListRow = Row & { readonly id: string }

export interface RecordListProps<R extends ListRow> {
  /** Built-in plus own fields (`useEntity`); its key is the stem of the query keys, so live updates ask again. */
  entity: Entity
  /** Other columns than the entity's usual ones. */
  columns?: readonly string[]
  href: (row: R) => string
  load: (query: ListQuery) => Promise<PageOf<R>>
  summary?: (query: SummaryQuery) => Promise<Summary>
  /** Fields added up in the foot. */
  sums?: readonly string[]
  /** Fixed part of the query, such as “mine only” of a view; part of the key. */
  fixed?: Partial<ListQuery>
  /** A condition that always holds, whatever else is asked. */
  scope?: object
  /** What can be done to many rows: read from these endpoints, as far as this person may. */
  bulk?: Bulk
  exportHref?: (query: Partial<ListQuery>) => string
  /** The entity's edit: makes cells editable in place. Answers the record, or throws the server's refusal. */
  edit?: ((edit: CellEdit) => Promise<R>) | false
  /** Fields that are not typed into in place, though a form takes them. */
  locked?: readonly string[]
  /** For fields that are drawn otherwise: a mini thread, a meter. */
  cells?: Readonly<Record<string, (row: R) => ReactNode>>
  /** Of columns whose own cell asks for more room than its kind has. */
  widths?: Readonly<Record<string, number>>
  /** Views that everyone finds beside the saved ones; by default “All”. */
  views?: readonly BuiltInView[]
  /** Where saved views of another kind are shown. */
  viewPaths?: ViewPaths
  /** Buttons and switches, before the search. */
  before?: ReactNode
  empty: { title: string; say?: string; icon?: IconName; action?: ReactNode }
}

export function RecordList<R extends ListRow>(props: RecordListProps<R>) {
  const { entity, fixed } = props
  const { fields } = entity
  const t = useText(uiText)
  const phone = usePhone()
  const { state, put } = useListState(fields)
  const store = useViews(entity)
  const waiting = useBeginning(store, 'table', entity)
  const columns = useColumns({ entity, usual: props.columns, state, onState: put, store })
  const query = scoped({ ...fixed, ...queryOf(state) }, props.scope)
  const { asked, rows, totals, more, replace } = useListRows<R>({ ...props, entity: entity.key, query })
  const editing = useCellEditing(props, { replace, stale: () => void asked.refetch() })
  const narrowed = isNarrowed(state)
  const { deeds, pick, picking, setPicking } = usePicking(props, { rows, query })
  const picked = deeds.length > 0 || props.bulk?.links ? pick.picked : undefined
  const shared = { entity, href: props.href, rows, onEnd: more, ...(props.cells && { cells: props.cells }) }
  const clear = () => put({ ...emptyState, sort: state.sort, columns: state.columns })

  return (
    <section className="dlist">
      <ListTools
        fields={fields}
        state={state}
        put={put}
        columns={columns}
        count={totals?.count}
        onClear={narrowed ? clear : undefined}
        exportHref={props.exportHref?.(query)}
        before={
          <>
            <Views fields={fields} state={state} store={store} builtIn={props.views} paths={props.viewPaths} />
            {props.before}
            {phone && picked && (
              <Button size="sm" kind="text" aria-pressed={picking} onClick={() => setPicking(!picking)}>
                {picking ? t('bulk.pickEnd') : t('bulk.pick')}
              </Button>
            )}
          </>
        }
      />
      <ListNotes unknown={state.unknown} store={store} />
      {picked && (
        <BulkBar<R>
          entity={entity.key}
          deeds={deeds}
          links={props.bulk?.links}
          chosen={pick.chosen}
          total={totals?.count}
          loading={pick.loading}
          onAll={() => void pick.pickAll()}
          onNone={pick.none}
          onDone={pick.without}
          title={row => String(row[entity.title] ?? '')}
          href={props.href}
        />
      )}
      <ListBody {...props} query={asked} waiting={waiting} rows={rows} narrowed={narrowed} onClear={clear}>
        {phone ? (
          <>
            {totals && <ListSums fields={fields} totals={totals} />}
            <ListCards
              {...shared}
              shown={columns.shown}
              picked={picking ? picked : undefined}
              onPick={pick.setPicked}
            />
          </>
        ) : (
          <ListTable
            {...shared}
            {...(props.widths && { widths: props.widths })}
            columns={columns}
            sort={state.sort}
            onSort={key => put({ sort: nextSort(state.sort, key) })}
            picked={picked}
            onPick={pick.setPicked}
            editing={editing}
            totals={totals}
            busy={asked.isPlaceholderData}
            question={JSON.stringify(query)}
          />
        )}
      </ListBody>
    </section>
  )
}

function scoped(query: Partial<ListQuery>, scope: object | undefined): Partial<ListQuery> {
  if (!scope) return query
  const asked = query.filter ? [JSON.parse(query.filter)] : []
  return { ...query, filter: JSON.stringify({ all: [scope, ...asked] }) }
}

type Saving<R> = { replace: (row: R) => void; stale: () => void }

function useCellEditing<R extends ListRow>(
  { entity, edit, locked = [] }: Pick<RecordListProps<R>, 'entity' | 'edit' | 'locked'>,
  { replace, stale }: Saving<R>,
): CellEditing<R> | undefined {
  const session = useAnySession()
  if (!edit) return undefined
  return {
    fields: new Set(
      [...cellFields(entity, permission => mayDo(session, permission))].filter(key => !locked.includes(key)),
    ),
    save: async (row, field, value, version) => replace(await edit(editOf(row, field, value, version))),
    stale,
  }
}

/** What the address or the view asked for in vain. */
function ListNotes({ unknown, store }: { unknown: boolean; store: ViewStore }) {
  const t = useText(uiText)
  const { search } = usePlace()
  const id = new URLSearchParams(search).get('view')
  const dropped = store.items.find(view => view.id === id)?.dropped ?? 0
  if (!unknown && dropped === 0) return null
  return (
    <p className="note">
      {unknown && t('list.unknown')} {dropped === 1 && t('view.oneDropped')}
      {dropped > 1 && t('view.dropped', { count: dropped })}
    </p>
  )
}

type BodyProps<R extends ListRow> = Pick<RecordListProps<R>, 'empty'> & {
  query: { isPending: boolean; error: Error | null; refetch: () => unknown }
  /** Asked for already, but not yet known to be what is wanted. */
  waiting: boolean
  rows: readonly R[]
  narrowed: boolean
  onClear: () => void
  children: ReactNode
}

/** The rows, or what stands there instead of them. */
function ListBody<R extends ListRow>(props: BodyProps<R>) {
  const { query, waiting, rows, narrowed, onClear, empty, children } = props
  const t = useText(uiText)
  const pending = query.isPending || waiting
  if (!pending && !query.error && rows.length > 0) return children
  const clear = <Button onClick={onClear}>{t('list.clear')}</Button>
  return (
    <div className="dtable">
      {pending && <Skeleton shape="list" />}
      {query.error && <Problem error={query.error} onRetry={query.refetch} />}
      {!pending &&
        !query.error &&
        (narrowed ? (
          <Empty icon="search" title={t('list.nothing')} say={t('list.nothingSay')} action={clear} />
        ) : (
          <Empty {...empty} />
        ))}
    </div>
  )
}
