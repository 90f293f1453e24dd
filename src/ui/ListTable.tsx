import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { Summary } from '#kernel/api.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { ListFoot } from './ListFoot.tsx'
import { ListHead } from './ListHead.tsx'
import { type CellEditing, TableRow } from './ListRow.tsx'
import type { ListRow, RecordListProps } from './RecordList.tsx'
import { uiText } from './ui.text.ts'
import type { Columns } from './useColumns.ts'
import { useTableScroll } from './useTableScroll.ts'
import { useText } from './useText.tsx'

type Props<R extends ListRow> = Pick<RecordListProps<R>, 'entity' | 'href' | 'cells' | 'widths'> & {
  rows: readonly R[]
  columns: Columns
  sort: string
  onSort: (key: string) => void
  /** Nothing where nothing can be picked. */
  picked: ReadonlySet<string> | undefined
  onPick: (picked: ReadonlySet<string>) => void
  editing: CellEditing<R> | undefined
  totals: Summary | undefined
  busy: boolean
  question: string
  onEnd: () => void
}

// biome-ignore format: a table
const kindWidths: Record<Field['kind'], number> = {
  text: 168, longText: 220, number: 96, money: 120, date: 116, instant: 128, choice: 112, multiChoice: 180,
  yesNo: 72, reference: 168, user: 128, phone: 140, email: 190, region: 168,
}
const rowHeight = 36
const titleWidth = 200
const widthIn =
  (widths: Readonly<Record<string, number>> = {}) =>
  ({ key, kind }: Field): number =>
    widths[key] ?? kindWidths[kind]

/** Under a hundred rows in the document, however many there are. */
export function ListTable<R extends ListRow>(props: Props<R>) {
  const { entity, rows, columns, sort, onSort, picked, onPick, totals, busy, question, onEnd } = props
  const { shown } = columns
  const box = useRef<HTMLDivElement>(null)
  const rest = restOf(entity, shown)
  const usual = widthIn(props.widths)
  const { least, wide, set } = useWidths(columns, rest, usual)
  const filler = wide.get(rest) !== undefined
  const start = useTableScroll({ box, rows, rowHeight, question, onEnd })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: start,
    initialRect: { width: 1200, height: 800 },
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 30) onEnd()
  }, [last, rows.length, onEnd])
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const span = shown.length + (picked ? 1 : 0) + (filler ? 1 : 0)
  const toggle = (id: string) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    onPick(next)
  }
  return (
    <div className="dtable" ref={box} aria-busy={busy}>
      <table style={{ minWidth: least + (picked ? 40 : 0) }} aria-rowcount={totals?.count ?? rows.length}>
        <colgroup>
          {picked && <col style={{ width: 40 }} />}
          {shown.map(field => (
            <col
              key={field.key}
              style={{ width: wide.get(field.key) ?? (field.key === rest ? undefined : usual(field)) }}
            />
          ))}
          {filler && <col />}
        </colgroup>
        <thead>
          <tr>
            {picked && <PickAll rows={rows} picked={picked} onPick={onPick} />}
            {shown.map(field => (
              <ListHead
                key={field.key}
                field={field}
                sort={sort}
                onSort={onSort}
                width={wide.get(field.key) ?? usual(field)}
                onWidth={(width, kept) => set(field.key, width, kept)}
              />
            ))}
            {filler && <td />}
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
                  shown={shown}
                  filler={filler}
                  row={row}
                  at={item.index}
                  picked={picked?.has(row.id)}
                  onToggle={() => toggle(row.id)}
                />
              )
            )
          })}
          {after > 0 && <Gap span={span} height={after} />}
        </tbody>
        {totals && <ListFoot shown={shown} totals={totals} lead={picked !== undefined} filler={filler} />}
      </table>
    </div>
  )
}

/** What takes the width that is left: the name; where that is a number, whose it is. */
const restOf = ({ title }: Entity, shown: readonly Field[]): string =>
  (title === 'number' && shown.find(field => field.kind === 'reference')?.key) || title

/** Widths that were chosen, and the one that is being pulled. One column takes what is left unless it was given a width, too. */
function useWidths({ shown, chosen, put }: Columns, rest: string, usual: (field: Field) => number) {
  const [pulled, pull] = useState<{ key: string; width: number }>()
  const wide = new Map(chosen.flatMap(({ key, width }) => (width === undefined ? [] : [[key, width] as const])))
  if (pulled) wide.set(pulled.key, pulled.width)
  const least = shown.reduce(
    (sum, field) => sum + (wide.get(field.key) ?? (field.key === rest ? titleWidth : usual(field))),
    0,
  )
  const set = (key: string, width: number | undefined, kept: boolean) => {
    pull(kept || width === undefined ? undefined : { key, width })
    if (kept) put(chosen.map(one => (one.key === key ? { key, ...(width !== undefined && { width }) } : one)))
  }
  return { wide, least, set }
}

type PickProps = {
  rows: readonly ListRow[]
  picked: ReadonlySet<string>
  onPick: (picked: ReadonlySet<string>) => void
}

function PickAll({ rows, picked, onPick }: PickProps) {
  const t = useText(uiText)
  const all = rows.length > 0 && rows.every(row => picked.has(row.id))
  return (
    <th className="pick">
      <input
        type="checkbox"
        aria-label={t('list.selectAll')}
        checked={all}
        onChange={() => onPick(new Set(all ? [] : rows.map(row => row.id)))}
      />
    </th>
  )
}

const Gap = ({ span, height }: { span: number; height: number }) => (
  <tr className="gap">
    <td colSpan={span} style={{ height }} />
  </tr>
)
