import type { Reason } from '#kernel/refusal.ts'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { LineEditor } from '#ui/LineEditor.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import type { DocumentKind } from '../document.schema.ts'
import { stockText } from '../stock.text.ts'
import type { FormLine } from './useDocumentDraft.ts'
import { findKept } from './useStockCalls.ts'

type Props = {
  kind: DocumentKind
  lines: readonly FormLine[]
  reasons?: readonly Reason[]
  readOnly?: boolean
  onChange: (lines: readonly FormLine[]) => void
  newLine: (product: LineProduct) => FormLine
}

/** The grid of a stock document; cards with a form each on a phone. */
export function DocumentLines({ kind, lines, reasons = [], readOnly = false, onChange, newLine }: Props) {
  const t = useText(stockText)
  const number = useNumber()
  const typed = (key: 'unit' | 'batch' | 'note', width: number): LineColumn<FormLine> => ({
    key,
    kind: 'text',
    title: t(`stock.line.${key}`),
    width,
    get: line => line[key],
    set: (line, value) => ({ ...line, [key]: value }),
  })
  const columns: LineColumn<FormLine>[] = [
    {
      key: 'productId',
      kind: 'product',
      title: t('stock.line.product'),
      width: 240,
      get: line => line.name,
      show: line => (
        <span>
          <span className="pn">{line.name}</span> <small className="t3">{line.code}</small>
        </span>
      ),
    },
    {
      key: 'unitQty',
      kind: 'number',
      title: t(kind === 'count' ? 'stock.line.counted' : 'stock.line.qty'),
      width: 96,
      get: line => line.unitQty,
      set: (line, unitQty) => ({ ...line, unitQty }),
      show: line => number(line.unitQty),
      look: () => 'strong',
    },
    typed('unit', 80),
    typed('batch', 110),
    typed('note', 180),
  ]
  const moved: LineColumn<FormLine> = {
    key: 'moved',
    kind: 'show',
    title: t('stock.line.moved'),
    width: 96,
    get: line => line.moved,
    show: line => number(line.moved),
    look: line => (line.moved.startsWith('-') ? 'late' : 'ok'),
  }
  return (
    <LineEditor
      columns={readOnly ? [...columns, moved] : columns}
      lines={lines}
      keyOf={line => line.key}
      onChange={onChange}
      find={findKept}
      newLine={newLine}
      totals={[{ label: t('stock.lineCount', { count: lines.length }), value: '' }]}
      readOnly={readOnly}
      reasons={reasons}
    />
  )
}
