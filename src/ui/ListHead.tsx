import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Field } from '#meta/entity.ts'
import { Icon } from './Icon.tsx'
import { kindOf } from './kinds/registry.tsx'
import { leastWidth, mostWidth } from './listState.ts'
import { uiText } from './ui.text.ts'
import { useLabel, useText } from './useText.tsx'

type Props = {
  field: Field
  sort: string
  onSort: (key: string) => void
  width: number
  /** Drawn while the edge is pulled, kept when it is let go; nothing brings the usual width back. */
  onWidth: (width: number | undefined, kept: boolean) => void
}

/** A press sorts; the edge is pulled to another width, by the keys Alt and an arrow, too. */
export function ListHead({ field, sort, onSort, width, onWidth }: Props) {
  const t = useText(uiText)
  const label = useLabel()(field.label)
  const by = sort.replace(/^-/, '') === field.key
  const down = sort.startsWith('-')
  const right = kindOf(field.kind).right ? 'num' : ''
  const sortable = field.sort || field.custom?.indexed
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (!event.altKey || step === undefined) return
    event.preventDefault()
    onWidth(clamped(width + step), true)
  }
  return (
    <th
      scope="col"
      className={`${right}${by ? ' sorted' : ''}`}
      aria-sort={by ? (down ? 'descending' : 'ascending') : undefined}
      onKeyDown={keys}
    >
      {sortable ? (
        <button type="button" title={t('list.sortBy', { field: label })} onClick={() => onSort(field.key)}>
          <span className="cut">{label}</span>
          {by && <Icon name={down ? 'down' : 'up'} />}
        </button>
      ) : (
        <span className="cut">{label}</span>
      )}
      <Edge name={t('list.width', { name: label })} width={width} onWidth={onWidth} />
    </th>
  )
}

const clamped = (width: number): number => Math.max(leastWidth, Math.min(mostWidth, Math.round(width)))

function Edge({ name, width, onWidth }: Pick<Props, 'width' | 'onWidth'> & { name: string }) {
  const pulled = useRef<{ from: number; width: number }>(undefined)
  const widthAt = (event: PointerEvent) =>
    pulled.current && clamped(pulled.current.width + event.clientX - pulled.current.from)
  const grip = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    const drawn = event.currentTarget.parentElement?.offsetWidth ?? width
    pulled.current = { from: event.clientX, width: drawn }
  }
  const pull = (event: PointerEvent, kept: boolean) => {
    const next = widthAt(event)
    const moved = pulled.current && event.clientX !== pulled.current.from
    if (kept) pulled.current = undefined
    if (next !== undefined && moved) onWidth(next, kept)
  }
  return (
    <span
      className="edge"
      title={name}
      aria-hidden="true"
      onPointerDown={grip}
      onPointerMove={event => pull(event, false)}
      onPointerUp={event => pull(event, true)}
      onDoubleClick={() => onWidth(undefined, true)}
    />
  )
}
