import './ListCards.css'
import { useEffect, useRef } from 'react'
import type { Field } from '#meta/entity.ts'
import { fieldValue, isBlank } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { Link } from './Link.tsx'
import type { ListRow, RecordListProps } from './RecordList.tsx'
import { uiText } from './ui.text.ts'
import { useCardScroll } from './useCardScroll.ts'
import { useLabel, useText } from './useText.tsx'

type Props<R extends ListRow> = Pick<RecordListProps<R>, 'entity' | 'href' | 'cells'> & {
  rows: readonly R[]
  shown: readonly Field[]
  /** Nothing while nothing is picked: a card is a link then. */
  picked: ReadonlySet<string> | undefined
  onPick: (picked: ReadonlySet<string>) => void
  onEnd: () => void
}

/** Rows as cards on a phone: the name, one figure beside it, then what is filled in. */
export function ListCards<R extends ListRow>(props: Props<R>) {
  const { rows, onEnd } = props
  const box = useRef<HTMLOListElement>(null)
  const virtual = useCardScroll(box, rows)
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 10) onEnd()
  }, [last, rows.length, onEnd])
  return (
    <ol className="dcards" ref={box} style={{ height: virtual.getTotalSize() }}>
      {items.map(item => {
        const row = rows[item.index]
        return (
          row && (
            <li
              key={row.id}
              className="dcard"
              data-index={item.index}
              ref={virtual.measureElement}
              style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
            >
              <Card {...props} row={row} />
            </li>
          )
        )
      })}
    </ol>
  )
}

/** A state in its colour, a name, a number to call: on a card their label would only be in the way. */
const speaksForItself = ({ kind, choices }: Field): boolean =>
  ['reference', 'user', 'phone', 'email'].includes(kind) ||
  (kind === 'choice' && choices?.some(one => one.tone) === true)

function Card<R extends ListRow>({ row, shown, entity, href, cells, picked, onPick }: Props<R> & { row: R }) {
  const label = useLabel()
  const t = useText(uiText)
  const toggle = () => {
    const next = new Set(picked)
    if (!next.delete(row.id)) next.add(row.id)
    onPick(next)
  }
  const draw = (field: Field) => {
    const { Cell } = kindOf(field.kind)
    return cells?.[field.key]?.(row) ?? <Cell field={field} value={fieldValue(field, row)} record={row} />
  }
  /** A label without a word behind it is noise on a card. */
  const says = (field: Field) => {
    const own = cells?.[field.key]?.(row) ?? undefined
    return own === undefined ? !isBlank(fieldValue(field, row)) : own !== false
  }
  const name = shown.find(field => field.key === entity.title)
  const figure = shown.find(field => field.kind === 'money')
  const rest = shown
    .filter(field => field !== name && field !== figure && says(field))
    .toSorted((a, b) => Number(speaksForItself(b)) - Number(speaksForItself(a)))
    .slice(0, 6)
  return (
    <article>
      {picked && (
        <label className="cardpick">
          <input
            type="checkbox"
            checked={picked.has(row.id)}
            onChange={toggle}
            aria-label={t('list.select', { name: String(row[entity.title] ?? '') })}
          />
        </label>
      )}
      <h2>
        {name && (
          <Link className="cut" href={href(row)}>
            {draw(name)}
          </Link>
        )}
        {figure && says(figure) && <span>{draw(figure)}</span>}
      </h2>
      <dl>
        {rest.map(field => (
          <div key={field.key}>
            <dt className={speaksForItself(field) ? 'vh' : undefined}>{label(field.label)}</dt>
            <dd>{draw(field)}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
