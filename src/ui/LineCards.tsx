import './Form.css'
import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { BringLines } from './BringLines.tsx'
import { Button } from './Button.tsx'
import { LineFoot } from './LineFoot.tsx'
import { isRight, type LineColumn, type LineEditorProps } from './lineColumns.ts'
import { readCell } from './lineGrid.ts'
import { PickProducts } from './PickProducts.tsx'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { useLineSheet } from './useLineSheet.tsx'
import { useText } from './useText.tsx'

/** On a phone a line is a card; a tap opens its cells one under the other. */
export function LineCards<L>(props: LineEditorProps<L>) {
  const { columns, lines, keyOf, onChange, find, newLine, totals = [], caption, readOnly } = props
  const t = useText(uiText)
  const { ask, dropped, sheet } = useLineSheet(props, onChange)
  const [bringing, setBringing] = useState(false)
  const [open, setOpen] = useState<string>()
  const [picking, setPicking] = useState(false)
  const at = lines.findIndex(line => keyOf(line) === open)
  const line = lines[at]
  const draw = (column: LineColumn<L>, of: L) => column.show?.(of) ?? column.get(of)
  const name = columns.find(column => column.kind === 'product')
  const sum = columns.findLast(column => column.kind === 'money' && column.look)
  return (
    <section className="card lines">
      <header>
        <h2>{t('lines.title')}</h2>
        <span className="t3">{lines.length}</span>
        <span className="grow" />
        {!readOnly && (
          <>
            <Button size="sm" icon="copy" onClick={() => setBringing(true)}>
              {t('lines.bring')}
            </Button>
            <Button size="sm" icon="plus" onClick={() => setPicking(true)}>
              {t('lines.pick')}
            </Button>
          </>
        )}
      </header>
      <ol className="lcards">
        {lines.map(one => (
          <li key={keyOf(one)}>
            <button type="button" onClick={() => setOpen(keyOf(one))}>
              <span className="pn cut">{name && draw(name, one)}</span>
              <b className="b">{sum && draw(sum, one)}</b>
              <span className="more">
                {columns
                  .filter(column => column !== name && column !== sum && column.get(one) !== '')
                  .map(column => (
                    <span key={column.key} className={column.look?.(one)}>
                      {unitless(column)} {draw(column, one)}
                    </span>
                  ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <LineFoot totals={totals} caption={caption} />
      {line && (
        <Sheet open onClose={() => setOpen(undefined)} title={name?.get(line) ?? t('lines.row', { n: at + 1 })}>
          <LineForm
            columns={columns.filter(column => column.set && column.kind !== 'product' && !readOnly)}
            line={line}
            onSave={next => {
              onChange(lines.map(one => (one === line ? next : one)))
              setOpen(undefined)
            }}
            onRemove={() => {
              onChange(lines.filter(one => one !== line))
              setOpen(undefined)
            }}
            n={at + 1}
          />
        </Sheet>
      )}
      {sheet}
      {bringing && <BringLines onTable={table => ask({ table })} onFile={dropped} onClose={() => setBringing(false)} />}
      {picking && (
        <PickProducts
          find={find}
          onClose={() => setPicking(false)}
          onAdd={products => onChange([...lines, ...products.map(newLine)])}
        />
      )}
    </section>
  )
}

/** “优惠 4%”: the value itself says per cent. */
const unitless = ({ kind, title }: Pick<LineColumn<unknown>, 'kind' | 'title'>): string =>
  kind === 'percent' ? title.replace(/\s*%$/, '') : title

type FormProps<L> = {
  columns: readonly LineColumn<L>[]
  line: L
  n: number
  onSave: (line: L) => void
  onRemove: () => void
}

function LineForm<L>({ columns, line, n, onSave, onRemove }: FormProps<L>) {
  const t = useText(uiText)
  const id = useId()
  const [texts, setTexts] = useState<Record<string, string>>({})
  const textOf = (column: LineColumn<L>) => texts[column.key] ?? column.get(line)
  const bad = columns.filter(column => readCell(column, textOf(column)) === undefined)
  const put = (key: string, text: string) => setTexts(old => ({ ...old, [key]: text }))
  const save = () =>
    onSave(
      columns.reduce(
        (now, column) =>
          column.key in texts ? (column.set?.(now, readCell(column, textOf(column)) ?? '') ?? now) : now,
        line,
      ),
    )
  return (
    <div className="lform">
      {columns.map(column => (
        <div key={column.key} className="fr">
          <label htmlFor={`${id}${column.key}`}>{column.title}</label>
          {column.options ? (
            <Select
              className="wide"
              id={`${id}${column.key}`}
              value={textOf(column)}
              options={[...column.options]}
              onChange={value => put(column.key, value)}
            />
          ) : (
            <Input
              id={`${id}${column.key}`}
              value={textOf(column)}
              inputMode={isRight(column) ? 'decimal' : 'text'}
              type={column.kind === 'date' ? 'date' : 'text'}
              {...(bad.includes(column) && { status: 'error' as const })}
              onChange={event => put(column.key, event.target.value)}
            />
          )}
        </div>
      ))}
      <div className="row">
        <Button size="lg" bad icon="trash" aria-label={t('lines.remove', { n })} onClick={onRemove} />
        <span className="grow" />
        <Button size="lg" kind="primary" disabled={bad.length > 0} onClick={save}>
          {t('ui.save')}
        </Button>
      </div>
    </div>
  )
}
