import './PasteSheet.css'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Button } from './Button.tsx'
import { RowsSkeleton } from './CardSkeleton.tsx'
import type { LineProduct } from './LineAdd.tsx'
import type { LineColumn } from './lineColumns.ts'
import { codeTarget, filledBy, guessOf, headOf, type PastedRow, rowsOf, type Target } from './pasteRows.ts'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { useCatalogue } from './useCatalogue.tsx'
import { matchEach, useMatches } from './useMatches.ts'
import { useText } from './useText.tsx'

export type PasteProps<L> = {
  readonly table: readonly (readonly string[])[]
  /** Pasted into the grid, whose columns they are; absent: by the header, or asked. */
  readonly known?: readonly Target[] | undefined
  readonly columns: readonly LineColumn<L>[]
  readonly find: (q: string) => Promise<readonly LineProduct[]>
  readonly newLine: (product: LineProduct) => L
  readonly onAdd: (lines: L[]) => void
  readonly onClose: () => void
}

/** A table from elsewhere: which column is what, where its header does not say so; then what was not found, row by row. */
export function PasteSheet<L>({ table, known, columns, find, newLine, onAdd, onClose }: PasteProps<L>) {
  const t = useText(uiText)
  const { match } = useCatalogue()
  const head = known ? undefined : headOf(table[0] ?? [], columns)
  const body = head ? table.slice(1) : table
  const [targets, setTargets] = useState<readonly Target[]>(() => known ?? head ?? guessOf(body, columns))
  const [mapped, setMapped] = useState(known !== undefined || head !== undefined || body.every(row => row.length === 1))
  const rows = rowsOf(body, targets, columns)
  const { found, pending } = useMatches(mapped ? rows : [], match ?? matchEach(find))
  const [chosen, setChosen] = useState<ReadonlyMap<number, LineProduct | null>>(new Map())
  const productOf = (row: PastedRow) => (chosen.has(row.no) ? chosen.get(row.no) : found.get(row.no))
  const made = rows.flatMap(row => {
    const product = productOf(row)
    return product ? [filledBy(newLine(product), row, columns)] : []
  })
  const bad = made.reduce((sum, one) => sum + one.bad, 0)
  const open = rows.filter(row => !pending && !found.get(row.no))
  const hasProduct = targets.some(
    one => one === codeTarget || columns.some(column => column.kind === 'product' && column.key === one),
  )
  const add = () => {
    onAdd(made.map(one => one.line))
    onClose()
  }
  const footer = mapped ? (
    <Button kind="primary" disabled={pending || made.length === 0} onClick={add}>
      {t('lines.pasteAdd', { count: made.length })}
    </Button>
  ) : (
    <Button kind="primary" disabled={!hasProduct} onClick={() => setMapped(true)}>
      {t('lines.pasteNext')}
    </Button>
  )
  return (
    <Sheet open onClose={onClose} title={t('lines.pasteTitle')} width={640} footer={footer}>
      {mapped ? (
        <div className="stack">
          {pending ? (
            <RowsSkeleton rows={2} />
          ) : (
            <p role="status">{t('lines.pasteFound', { found: rows.length - open.length, all: rows.length })}</p>
          )}
          {bad > 0 && <p className="t3">{t('lines.pasteBad', { count: bad })}</p>}
          {open.length > 0 && <p className="t2">{t('lines.pasteOpen')}</p>}
          {open.map(row => (
            <Unknown
              key={row.no}
              row={row}
              chosen={chosen.get(row.no)}
              find={find}
              onChoose={product => setChosen(old => new Map(old).set(row.no, product))}
            />
          ))}
        </div>
      ) : (
        <Mapping rows={body} columns={columns} targets={targets} onChange={setTargets} hasProduct={hasProduct} />
      )}
    </Sheet>
  )
}

type MappingProps<L> = {
  readonly rows: readonly (readonly string[])[]
  readonly columns: readonly LineColumn<L>[]
  readonly targets: readonly Target[]
  readonly onChange: (targets: readonly Target[]) => void
  readonly hasProduct: boolean
}

function Mapping<L>({ rows, columns, targets, onChange, hasProduct }: MappingProps<L>) {
  const t = useText(uiText)
  const offers = columns
    .filter(column => column.kind === 'product' || column.set)
    .map(({ key, title }) => ({ key, title }))
  return (
    <div className="stack">
      <p className="t2">{t('lines.pasteMap')}</p>
      {targets.map((target, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table are where they are
        <label className="pastecolumn" key={at}>
          <span>
            {t('lines.pasteColumn', { n: at + 1 })}
            <small className="t3 cut">
              {rows
                .slice(0, 3)
                .flatMap(row => row[at] || [])
                .join(' · ')}
            </small>
          </span>
          <select
            className="inp"
            value={target ?? ''}
            onChange={event =>
              onChange(
                targets.map((one, i) =>
                  i === at ? event.target.value || null : one === event.target.value ? null : one,
                ),
              )
            }
          >
            <option value="">{t('lines.pasteSkip')}</option>
            {offers.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
            <option value={codeTarget}>{t('lines.pasteCode')}</option>
          </select>
        </label>
      ))}
      {!hasProduct && <p role="alert">{t('lines.pasteNoProduct')}</p>}
    </div>
  )
}

type UnknownProps = {
  readonly row: PastedRow
  /** Null: left out. */
  readonly chosen: LineProduct | null | undefined
  readonly find: (q: string) => Promise<readonly LineProduct[]>
  readonly onChoose: (product: LineProduct | null) => void
}

function Unknown({ row, chosen, find, onChoose }: UnknownProps) {
  const t = useText(uiText)
  const { Make } = useCatalogue()
  const said = row.name || row.code
  const [q, setQ] = useState(said)
  const [making, setMaking] = useState(false)
  const asked = useDeferredValue(q.trim())
  const { data = [] } = useQuery({
    queryKey: ['product', 'lines', asked],
    queryFn: () => find(asked),
    enabled: asked !== '',
    staleTime: 30_000,
  })
  return (
    <div className="pasterow">
      <span>
        <b className="b">{t('lines.pasteRow', { no: row.no })}</b> {[row.code, row.name].filter(Boolean).join(' ')}
      </span>
      <div className="row">
        <input
          className="inp"
          value={q}
          aria-label={t('lines.pickSearch')}
          onChange={event => setQ(event.target.value)}
        />
        <select
          className="inp"
          aria-label={t('lines.pasteChoose', { no: row.no })}
          value={chosen?.id ?? ''}
          onChange={event => onChoose(data.find(one => one.id === event.target.value) ?? null)}
        >
          <option value="">{t('lines.pasteSkip')}</option>
          {chosen && data.every(one => one.id !== chosen.id) && <option value={chosen.id}>{chosen.name}</option>}
          {data.map(one => (
            <option key={one.id} value={one.id}>
              {one.name} {one.code}
            </option>
          ))}
        </select>
        {Make && (
          <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
            {t('lines.make', { name: said })}
          </Button>
        )}
      </div>
      {Make && making && (
        <Sheet open onClose={() => setMaking(false)} title={t('lines.makeTitle')} width={520}>
          <Make
            draft={{ name: said, ...(row.code && { code: row.code }) }}
            onCancel={() => setMaking(false)}
            onDone={made => {
              setMaking(false)
              onChoose(made)
            }}
          />
        </Sheet>
      )}
    </div>
  )
}
