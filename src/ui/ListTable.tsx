import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Summary } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { Icon } from './Icon.tsx'
import { InlineCell } from './InlineCell.tsx'
import { fieldValue } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { Link, useGo } from './Link.tsx'
import type { ListRow, RecordListProps } from './RecordList.tsx'
import { uiText } from './ui.text.ts'
import { useLabel, useText } from './useText.tsx'

type Props<R extends ListRow> = RecordListProps<R> & {
  rows: readonly R[]
  shown: readonly Field[]
  sort: string
  onSort: (key: string) => void
  picked: ReadonlySet<string>
  onPick: (picked: ReadonlySet<string>) => void
  totals: Summary | undefined
  busy: boolean
  onEnd: () => void
}

// biome-ignore format: a table
const widths: Record<Field['kind'], number> = {
  text: 168, longText: 220, number: 96, money: 136, date: 104, instant: 128, choice: 112, multiChoice: 180,
  yesNo: 72, reference: 180, user: 128, phone: 140, email: 190,
}
const rowHeight = 36

/** Under a hundred rows in the document, however many there are. */
export function ListTable<R extends ListRow>(props: Props<R>) {
  const { rows, shown, sort, onSort, picked, onPick, totals, busy, bulk, onEnd } = props
  const { title } = props.entity
  const t = useText(uiText)
  const label = useLabel()
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1200, height: 800 },
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 15) onEnd()
  }, [last, rows.length, onEnd])
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const least = shown.reduce((sum, field) => sum + (field.key === title ? 200 : widths[field.kind]), bulk ? 40 : 0)
  const span = shown.length + (bulk ? 1 : 0)
  const all = rows.length > 0 && rows.every(row => picked.has(row.id))
  const pick = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    onPick(next)
  }
  return (
    <div className="dtable" ref={box} aria-busy={busy}>
      <table style={{ minWidth: least }} aria-rowcount={totals?.count ?? rows.length}>
        <colgroup>
          {bulk && <col style={{ width: 40 }} />}
          {shown.map(field => (
            <col key={field.key} style={field.key === title ? undefined : { width: widths[field.kind] }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {bulk && (
              <th className="pick">
                <input
                  type="checkbox"
                  aria-label={t('list.selectAll')}
                  checked={all}
                  onChange={() => onPick(new Set(all ? [] : rows.map(row => row.id)))}
                />
              </th>
            )}
            {shown.map(field => (
              <Head key={field.key} field={field} sort={sort} onSort={onSort} label={label(field.label)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap span={span} height={before} />}
          {items.map(item => {
            const row = rows[item.index]
            return (
              row && (
                <TableRow
                  key={row.id}
                  {...props}
                  row={row}
                  at={item.index}
                  on={picked.has(row.id)}
                  onToggle={() => pick(row.id)}
                />
              )
            )
          })}
          {after > 0 && <Gap span={span} height={after} />}
        </tbody>
        {totals && props.sums && props.sums.length > 0 && (
          <tfoot>
            <tr>
              {bulk && <td />}
              {shown.map((field, at) => (
                <td key={field.key} className={kindOf(field.kind).right ? 'num' : ''}>
                  <Total field={field} first={at === 0} totals={totals} currency={rows[0]?.currency} />
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

const Gap = ({ span, height }: { span: number; height: number }) => (
  <tr className="gap">
    <td colSpan={span} style={{ height }} />
  </tr>
)

function Head({
  field,
  sort,
  onSort,
  label,
}: {
  field: Field
  sort: string
  onSort: (key: string) => void
  label: string
}) {
  const t = useText(uiText)
  const by = sort.replace(/^-/, '') === field.key
  const down = sort.startsWith('-')
  const right = kindOf(field.kind).right ? 'num' : ''
  const sortable = field.sort || field.custom?.indexed
  return (
    <th
      scope="col"
      className={`${right}${by ? ' sorted' : ''}`}
      aria-sort={by ? (down ? 'descending' : 'ascending') : undefined}
    >
      {sortable ? (
        <button type="button" title={t('list.sortBy', { field: label })} onClick={() => onSort(field.key)}>
          <span className="cut">{label}</span>
          {by && <Icon name={down ? 'down' : 'up'} />}
        </button>
      ) : (
        <span className="cut">{label}</span>
      )}
    </th>
  )
}

function Total({
  field,
  first,
  totals,
  currency,
}: {
  field: Field
  first: boolean
  totals: Summary
  currency: unknown
}) {
  const t = useText(uiText)
  const sum = totals.sums[field.key]
  const { Cell } = kindOf(field.kind)
  if (sum !== undefined) return <Cell field={field} value={sum} record={{ currency }} />
  return first ? t('list.total') : null
}

type RowProps<R extends ListRow> = Props<R> & { row: R; at: number; on: boolean; onToggle: () => void }

function TableRow<R extends ListRow>({ row, at, on, onToggle, shown, bulk, entity, href, cells, onEdit }: RowProps<R>) {
  const t = useText(uiText)
  const go = useGo()
  const { title } = entity
  const address = href(row)
  const open = (event: React.MouseEvent) => {
    const target = event.target
    if (target instanceof Element && target.closest('a, button, input, label, .editing, .can')) return
    go(address)
  }
  return (
    <tr className={on ? 'on' : ''} aria-rowindex={at + 2} onClick={open}>
      {bulk && (
        <td className="pick">
          <input
            type="checkbox"
            checked={on}
            onChange={onToggle}
            aria-label={t('list.select', { name: String(row[title] ?? '') })}
          />
        </td>
      )}
      {shown.map(field => {
        const custom = cells?.[field.key]
        const { Cell, right } = kindOf(field.kind)
        const value = fieldValue(field, row)
        if (field.key === title) {
          return (
            <td key={field.key} className="name">
              <Link className="cut" href={address}>
                {custom ? custom(row) : <Cell field={field} value={value} record={row} />}
              </Link>
            </td>
          )
        }
        if (onEdit && !field.derived && !custom)
          return <InlineCell key={field.key} field={field} row={row} onSave={next => onEdit(row, field, next)} />
        return (
          <td key={field.key} className={right ? 'num' : ''}>
            {custom ? custom(row) : <Cell field={field} value={value} record={row} />}
          </td>
        )
      })}
    </tr>
  )
}
