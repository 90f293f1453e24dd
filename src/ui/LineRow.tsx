import { useRef, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Icon } from './Icon.tsx'
import { isRight, type LineColumn } from './lineColumns.ts'
import { inRange } from './lineGrid.ts'
import { uiText } from './ui.text.ts'
import type { LineGrid } from './useLineGrid.ts'
import { useReason, useText } from './useText.tsx'

// a td in a grid is a gridcell; said aloud, since some readers take it for a table's
const cellRole = (here: boolean) => ({ role: 'gridcell', 'aria-selected': here })

type Props<L> = {
  id: string
  row: number
  line: L
  columns: readonly LineColumn<L>[]
  grid: LineGrid<L>
  reasons: readonly Reason[]
  onDone: () => void
  onRemove: (() => void) | undefined
}

export function LineRow<L>({ id, row, line, columns, grid, reasons, onDone, onRemove }: Props<L>) {
  const t = useText(uiText)
  const say = useReason()
  return (
    <tr aria-rowindex={row + 1} aria-label={t('lines.row', { n: row + 1 })}>
      <td className="n">
        {row + 1}
        {onRemove && (
          <button type="button" tabIndex={-1} aria-label={t('lines.remove', { n: row + 1 })} onClick={onRemove}>
            <Icon name="trash" />
          </button>
        )}
      </td>
      {columns.map((column, col) => {
        const here = grid.at.row === row && grid.at.col === col
        const typing = here && grid.edit !== undefined
        const wrong = reasons.filter(reason => reason.path === `lines.${row}.${column.key}`)
        const many = grid.range.top !== grid.range.bottom || grid.range.left !== grid.range.right
        const name = [
          isRight(column) && 'num',
          !column.set && column.kind !== 'product' && 'still',
          column.look?.(line),
          here && 'at',
          typing && 'typing',
          many && inRange(grid.range, row, col) && 'in',
          wrong.length > 0 && 'wrongcell',
        ]
        return (
          <td
            key={column.key}
            {...cellRole(here)}
            id={`${id}-${row}-${col}`}
            className={name.filter(Boolean).join(' ')}
            title={wrong.length > 0 ? wrong.map(say).join(' ') : undefined}
            onPointerDown={event => !typing && grid.goTo({ row, col }, event.shiftKey)}
            onDoubleClick={() => grid.begin({ row, col })}
          >
            {typing ? (
              <CellInput column={column} grid={grid} onDone={onDone} />
            ) : (
              (column.show?.(line) ?? column.get(line))
            )}
          </td>
        )
      })}
    </tr>
  )
}

function CellInput<L>({ column, grid, onDone }: { column: LineColumn<L>; grid: LineGrid<L>; onDone: () => void }) {
  const [text, setText] = useState(grid.edit?.text ?? '')
  const [bad, setBad] = useState(false)
  // leaving by a key takes the focus away, too: that must not write a second time
  const left = useRef(false)
  const leave = (key: string, back: boolean) => {
    if (!grid.commit(text)) return setBad(true)
    left.current = true
    const { row, col } = grid.at
    if (key === 'Enter') grid.goTo({ row: row + (back ? -1 : 1), col })
    if (key === 'Tab') grid.goTo({ row, col: col + (back ? -1 : 1) })
    onDone()
  }
  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      left.current = true
      grid.cancel()
      onDone()
    } else if (event.key === 'Enter' || event.key === 'Tab') leave(event.key, event.shiftKey)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shared = {
    'aria-label': column.title,
    'aria-invalid': bad || undefined,
    autoFocus: true,
    onKeyDown: keys,
    onBlur: () => !left.current && !grid.commit(text) && grid.cancel(),
  }
  if (column.options) {
    return (
      <select {...shared} value={text} onChange={event => setText(event.target.value)}>
        {column.options.map(one => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    )
  }
  return (
    <input
      {...shared}
      type={column.kind === 'date' ? 'date' : 'text'}
      inputMode={isRight(column) ? 'decimal' : undefined}
      value={text}
      onFocus={event => grid.edit?.whole && event.target.select()}
      onChange={event => {
        setBad(false)
        setText(event.target.value)
      }}
    />
  )
}
