import './LineEditor.css'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { LineAdd, type LineProduct } from './LineAdd.tsx'
import { LineCards } from './LineCards.tsx'
import { LineFoot, LineKeys } from './LineFoot.tsx'
import { LineRow } from './LineRow.tsx'
import { isRight, type LineEditorProps } from './lineColumns.ts'
import { copyText } from './lineGrid.ts'
import { PickProducts } from './PickProducts.tsx'
import { uiText } from './ui.text.ts'
import { pressKey, useLineGrid } from './useLineGrid.ts'
import { usePasting } from './usePasting.tsx'
import { usePhone } from './usePhone.ts'
import { useText } from './useText.tsx'

const rowHeight = 34

export function LineEditor<L>(props: LineEditorProps<L>) {
  const phone = usePhone()
  return phone ? <LineCards {...props} /> : <LineGridView {...props} />
}

function LineGridView<L>(props: LineEditorProps<L>) {
  const {
    columns,
    lines,
    keyOf,
    onChange,
    find,
    newLine,
    totals = [],
    caption,
    readOnly = false,
    reasons = [],
    onHistory,
  } = props
  const t = useText(uiText)
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const adder = useRef<HTMLInputElement>(null)
  const [picking, setPicking] = useState(false)
  const options = { columns, lines, onChange, readOnly, onPick: () => setPicking(true), onHistory }
  const grid = useLineGrid(options)
  const { pasted, dropped, sheet } = usePasting(props, grid)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    initialRect: { width: 1000, height: 700 },
  })
  const items = virtual.getVirtualItems()
  const { at } = grid
  const { scrollToIndex } = virtual
  useEffect(() => {
    if (at.row < lines.length) scrollToIndex(at.row)
  }, [at.row, lines.length, scrollToIndex])

  const back = () => table.current?.focus({ preventScroll: true })
  const add = (products: readonly LineProduct[]) => grid.put([...lines, ...products.map(newLine)])
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || grid.edit) return
    if (!pressKey(event, grid, options)) return
    event.preventDefault()
    if (event.key === 'ArrowDown' && at.row >= lines.length - 1) adder.current?.focus()
  }
  const copied = (event: ClipboardEvent) => {
    if (grid.edit) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', copyText(lines, columns, grid.range))
  }
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped anywhere on it; a button takes one too
    <section
      className="card lines"
      onDragOver={event => !readOnly && event.preventDefault()}
      onDrop={event => {
        if (readOnly) return
        event.preventDefault()
        void dropped(event.dataTransfer.files[0])
      }}
    >
      <div className="scroll" ref={box}>
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a spreadsheet is a grid to a screen reader
          role="grid"
          tabIndex={0}
          aria-label={t('lines.title')}
          aria-rowcount={lines.length}
          aria-activedescendant={at.row < lines.length ? `${id}-${at.row}-${at.col}` : undefined}
          style={{ minWidth: 36 + columns.reduce((sum, column) => sum + column.width, 0) }}
          onKeyDown={keys}
          onPaste={event => pasted(event, at)}
          onCopy={copied}
        >
          <colgroup>
            <col style={{ width: 36 }} />
            {columns.map(column => (
              <col key={column.key} style={column.kind === 'product' ? undefined : { width: column.width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <td className="n" />
              {columns.map(column => (
                <th key={column.key} scope="col" className={isRight(column) ? 'num' : ''} title={column.title}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Gap span={columns.length + 1} height={before} />}
            {items.map(item => {
              const line = lines[item.index]
              return (
                line && (
                  <LineRow
                    key={keyOf(line)}
                    id={id}
                    row={item.index}
                    line={line}
                    columns={columns}
                    grid={grid}
                    reasons={reasons}
                    onDone={back}
                    onRemove={readOnly ? undefined : () => grid.put(lines.filter(one => one !== line))}
                  />
                )
              )
            })}
            {after > 0 && <Gap span={columns.length + 1} height={after} />}
          </tbody>
        </table>
      </div>
      {!readOnly && (
        <LineAdd
          input={adder}
          n={lines.length + 1}
          find={find}
          onAdd={product => add([product])}
          onUp={back}
          onPick={() => setPicking(true)}
          onFile={dropped}
          onPasteTable={event => pasted(event, { row: lines.length, col: 0 })}
        />
      )}
      <LineFoot totals={totals} caption={caption} />
      {!readOnly && <LineKeys history={onHistory !== undefined} />}
      {sheet}
      {picking && <PickProducts find={find} onClose={() => setPicking(false)} onAdd={add} />}
    </section>
  )
}

const Gap = ({ span, height }: { span: number; height: number }) => (
  <tr className="gap">
    <td colSpan={span} style={{ height }} />
  </tr>
)
