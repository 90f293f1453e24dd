import './DataList.css'
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { DataCards } from './DataCards.tsx'
import { DataTable } from './DataTable.tsx'
import { Empty } from './Empty.tsx'
import type { IconName } from './Icon.tsx'
import type { Row } from './kinds/kind.ts'
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

export interface DataListProps<R extends ListRow> {
  /** Stem of the query keys: live updates of this entity ask again. */
  entity: string
  fields: readonly Field[]
  columns: readonly string[]
  /** The field that names a row and links to it. */
  title: string
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

export function DataList<R extends ListRow>(props: DataListProps<R>) {
  const { entity, fields, load, summary, sums, fixed, bulk, before, empty } = props
  const t = useText(uiText)
  const phone = usePhone()
  const { state, put } = useListState(fields)
  const [kept, keep] = useColumns(entity, props.columns)
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
    queryKey: [entity, 'list', query],
    queryFn: ({ pageParam }) => load({ ...query, limit: pageSize, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: null,
    getNextPageParam: page => page.nextCursor,
    placeholderData: old => old,
  })
  const { sort: _sort, ...counted } = query
  const summed = useQuery({
    queryKey: [entity, 'summary', counted, sums],
    queryFn: () => summary?.({ ...counted, ...(sums?.length && { sum: sums.join(',') }) }) ?? null,
    enabled: summary !== undefined,
    placeholderData: old => old,
  })
  const rows = useMemo(() => rowsQuery.data?.pages.flatMap(page => page.items) ?? [], [rowsQuery.data])
  const more = () => rowsQuery.hasNextPage && !rowsQuery.isFetchingNextPage && rowsQuery.fetchNextPage()
  const chosen = rows.filter(row => picked.has(row.id))
  const narrowed = state.q !== '' || state.filter.length > 0 || state.rest !== undefined
  const clear = () => put({ ...emptyState, sort: state.sort, columns: state.columns })

  const body = () => {
    if (rowsQuery.isPending)
      return (
        <div className="dtable">
          <Skeleton shape="list" />
        </div>
      )
    if (rowsQuery.error)
      return (
        <div className="dtable">
          <Problem error={rowsQuery.error} onRetry={rowsQuery.refetch} />
        </div>
      )
    if (rows.length === 0 && narrowed) {
      return (
        <div className="dtable">
          <Empty
            icon="search"
            title={t('list.nothing')}
            say={t('list.nothingSay')}
            action={<Button onClick={clear}>{t('list.clear')}</Button>}
          />
        </div>
      )
    }
    if (rows.length === 0)
      return (
        <div className="dtable">
          <Empty {...empty} />
        </div>
      )
    const shared = { ...props, rows, shown: columns, onEnd: more }
    if (phone) return <DataCards {...shared} />
    return (
      <DataTable
        {...shared}
        sort={state.sort}
        onSort={key => put({ sort: nextSort(state.sort, key) })}
        picked={picked}
        onPick={setPicked}
        totals={summed.data ?? undefined}
        busy={rowsQuery.isPlaceholderData}
      />
    )
  }
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
      {body()}
    </section>
  )
}
