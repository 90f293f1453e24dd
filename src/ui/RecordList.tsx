import './RecordList.css'
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { Empty } from './Empty.tsx'
import type { IconName } from './Icon.tsx'
import type { Row } from './kinds/kind.ts'
import { ListCards } from './ListCards.tsx'
import { ListTable } from './ListTable.tsx'
import { ListTools } from './ListTools.tsx'
import { emptyState, nextSort, queryOf } from './listState.ts'
import { Problem } from './Problem.tsx'
import { Skeleton } from './Skeleton.tsx'
import { uiText } from './ui.text.ts'
import { useColumns } from './useColumns.ts'
import { useListState } from './useListState.ts'
import { usePhone } from './usePhone.ts'
import { useText } from './useText.tsx'

export type ListRow = Row & { readonly id: string }
export type BulkMove<R> = {
  key: string
  label: string
  icon?: IconName
  bad?: boolean
  run: (rows: readonly R[]) => Promise<unknown>
}

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
  bulk?: readonly BulkMove<R>[]
  exportHref?: (query: Partial<ListQuery>) => string
  /** Makes cells editable in place; throws the server's refusal. */
  onEdit?: (row: R, field: Field, value: unknown) => Promise<unknown>
  /** For fields that are drawn otherwise: a mini thread, a meter. */
  cells?: Readonly<Record<string, (row: R) => ReactNode>>
  /** Saved views and switches, before the search. */
  before?: ReactNode
  empty: { title: string; say?: string; icon?: IconName; action?: ReactNode }
}

const pageSize = 50

export function RecordList<R extends ListRow>(props: RecordListProps<R>) {
  const { entity, load, summary, sums, fixed, bulk, before } = props
  const { fields } = entity
  const t = useText(uiText)
  const phone = usePhone()
  const { state, put } = useListState(fields)
  const [kept, keep] = useColumns(entity.key, props.columns ?? entity.columns)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(() => {
    const keys = state.columns.length > 0 ? state.columns : kept
    return keys.flatMap(key => fields.filter(field => field.key === key && !field.hidden))
  }, [state.columns, kept, fields])

  const query = { ...fixed, ...queryOf(state) }
  const rowsQuery = useInfiniteQuery<
    PageOf<R>,
    Error,
    InfiniteData<PageOf<R>, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: [entity.key, 'list', query],
    queryFn: ({ pageParam }) => load({ ...query, limit: pageSize, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: null,
    getNextPageParam: page => page.nextCursor,
    placeholderData: old => old,
  })
  const { sort: _sort, ...counted } = query
  const summed = useQuery({
    queryKey: [entity.key, 'summary', counted, sums],
    queryFn: () => summary?.({ ...counted, ...(sums?.length && { sum: sums.join(',') }) }) ?? null,
    enabled: summary !== undefined,
    placeholderData: old => old,
  })
  const rows = useMemo(() => rowsQuery.data?.pages.flatMap(page => page.items) ?? [], [rowsQuery.data])
  const more = () => rowsQuery.hasNextPage && !rowsQuery.isFetchingNextPage && rowsQuery.fetchNextPage()
  const chosen = rows.filter(row => picked.has(row.id))
  const narrowed = state.q !== '' || state.filter.length > 0 || state.rest !== undefined
  const shared = { ...props, rows, shown: columns, onEnd: more }
  const clear = () => put({ ...emptyState, sort: state.sort, columns: state.columns })

  return (
    <section className="dlist">
      <ListTools
        fields={fields}
        state={state}
        put={put}
        columns={columns.map(field => field.key)}
        onColumns={keys => {
          keep(keys)
          put({ columns: [] })
        }}
        count={summed.data?.count}
        onClear={narrowed ? clear : undefined}
        exportHref={props.exportHref?.(query)}
        before={before}
      />
      {state.unknown && <p className="note">{t('list.unknown')}</p>}
      {chosen.length > 0 && bulk && (
        <div className="bulk" role="status">
          <b className="b">{t('list.selected', { count: chosen.length })}</b>
          {bulk.map(move => (
            <Button
              key={move.key}
              size="sm"
              bad={move.bad ?? false}
              {...(move.icon && { icon: move.icon })}
              onClick={() => move.run(chosen).then(() => setPicked(new Set()))}
            >
              {move.label}
            </Button>
          ))}
          <span className="grow" />
          <Button size="sm" kind="text" icon="x" aria-label={t('ui.close')} onClick={() => setPicked(new Set())} />
        </div>
      )}
      <ListBody {...props} query={rowsQuery} rows={rows} narrowed={narrowed} onClear={clear}>
        {phone ? (
          <ListCards {...shared} />
        ) : (
          <ListTable
            {...shared}
            sort={state.sort}
            onSort={key => put({ sort: nextSort(state.sort, key) })}
            picked={picked}
            onPick={setPicked}
            totals={summed.data ?? undefined}
            busy={rowsQuery.isPlaceholderData}
          />
        )}
      </ListBody>
    </section>
  )
}

type BodyProps<R extends ListRow> = Pick<RecordListProps<R>, 'empty'> & {
  query: { isPending: boolean; error: Error | null; refetch: () => unknown }
  rows: readonly R[]
  narrowed: boolean
  onClear: () => void
  children: ReactNode
}

/** The rows, or what stands there instead of them. */
function ListBody<R extends ListRow>({ query, rows, narrowed, onClear, empty, children }: BodyProps<R>) {
  const t = useText(uiText)
  if (!query.isPending && !query.error && rows.length > 0) return children
  const clear = <Button onClick={onClear}>{t('list.clear')}</Button>
  return (
    <div className="dtable">
      {query.isPending && <Skeleton shape="list" />}
      {query.error && <Problem error={query.error} onRetry={query.refetch} />}
      {!query.isPending &&
        !query.error &&
        (narrowed ? (
          <Empty icon="search" title={t('list.nothing')} say={t('list.nothingSay')} action={clear} />
        ) : (
          <Empty {...empty} />
        ))}
    </div>
  )
}
