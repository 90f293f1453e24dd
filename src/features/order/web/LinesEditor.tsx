import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#kernel/ids.ts'
import { isDecimal } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { LineEditor } from '#ui/LineEditor.tsx'
import { LinesClash, said } from '#ui/LinesClash.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { Money } from '#ui/Money.tsx'
import { PartsSaid } from '#ui/PartsSaid.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useLastPrices } from '#ui/useLastPrices.tsx'
import { useLineRights } from '#ui/useLineRights.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { orderEntity } from '../order.entity.ts'
import type { LineInput, OrderLine, WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { sketchTotals } from '../order.totals.ts'
import { typeRules } from '../orderType.rules.ts'
import { findProducts, lastPrices, orderCalls } from './useOrderCalls.ts'

/** A line while it is edited: every value as text, as it was typed. */
type EditedLine = Pick<
  OrderLine,
  'productId' | 'kind' | 'name' | 'unit' | 'unitQty' | 'price' | 'discountKind' | 'taxRate'
> & {
  readonly key: string
  readonly id: string | undefined
  readonly code: string
  readonly discountValue: string
  readonly promisedDate: string
  readonly parts: OrderLine['parts']
}

export function LinesEditor({ order, onDone }: { order: WholeOrder; onDone: () => void }) {
  const t = useText(orderText)
  const queries = useQueryClient()
  const rights = useLineRights(orderEntity)
  const [lines, setLines] = useState(() => order.lines.map(editedOf))
  // C128: what others save while one edits must not be overruled because the page has heard of it
  const [from, setFrom] = useState(order)
  const isClash = order.version > from.version && linesOf(order) !== linesOf(from)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const isFree = typeRules[order.type].price === 'free'
  const last = useLastPrices(order.customerId, lines, rights.shows('price') && !isFree ? lastPrices : undefined)
  const totals = sketchTotals(order, lines.map(pricedOf))
  const amounts = new Map(lines.map((line, i) => [line.key, totals?.lines[i]?.amount]))
  const save = async () => {
    setBusy(true)
    try {
      await orderCalls.setLines({
        id: order.id,
        version: from.version,
        lines: lines.map(line => rights.given(inputOf(line))),
      })
      await queries.invalidateQueries({ queryKey: ['order'] })
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
      // a conflict shows what the others have written
      void queries.invalidateQueries({ queryKey: ['order', order.id] })
    } finally {
      setBusy(false)
    }
  }
  const take = (next: EditedLine[]) => {
    setLines(next)
    setFrom(order)
    setReasons([])
  }
  const known = new Set(order.lines.map(line => line.id))
  const loose = reasons.filter(reason => !reason.path?.startsWith('lines.'))
  const fee = () => setLines([...lines, { ...blank, key: newId(), kind: 'fee', name: t('order.feeName') }])
  return (
    <div className="stack">
      <LineEditor
        columns={last.beside(
          rights.columns(useColumns(amounts)).filter(one => !isFree || !priced.has(one.key)),
          order,
        )}
        lines={lines}
        keyOf={line => line.key}
        onChange={setLines}
        find={findProducts}
        newLine={product => (isFree ? { ...lineOf(product), price: '0' } : lineOf(product))}
        totals={
          totals && !isFree && rights.showsHead('gross')
            ? [
                { label: t('order.net'), value: <Money amount={totals.net} /> },
                { label: t('order.tax'), value: <Money amount={totals.tax} /> },
                {
                  label: t('order.total'),
                  value: <Money amount={totals.gross} currency={order.currency} />,
                  big: true,
                },
              ]
            : []
        }
        reasons={reasons.map(onCell)}
        {...last.keys}
      />
      {isClash && (
        <LinesClash
          theirs={order.lines}
          mine={lines}
          onMine={() => take(lines.map(line => (line.id && known.has(line.id) ? line : { ...line, id: undefined })))}
          onTheirs={() => take(order.lines.map(editedOf))}
        />
      )}
      {!isClash && loose.length > 0 && (
        <div role="alert">
          <Reasons reasons={loose} />
        </div>
      )}
      <div className="row">
        <Button kind="primary" busy={busy} onClick={save}>
          {t('order.save')}
        </Button>
        <Button onClick={onDone}>{t('order.cancelEdit')}</Button>
        {!isFree && (
          <Button kind="text" icon="plus" onClick={fee}>
            {t('order.addFee')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What a line that costs nothing need not say. */
const priced: ReadonlySet<string> = new Set(['price', 'discountValue', 'taxRate', 'amount'])

const linesOf = (order: WholeOrder): string => order.lines.map(said).join('\n')

const blank: EditedLine = {
  key: '',
  id: undefined,
  productId: null,
  code: '',
  kind: 'goods',
  name: '',
  unit: '',
  unitQty: '1',
  price: '0',
  discountKind: null,
  discountValue: '',
  taxRate: '13',
  promisedDate: '',
  parts: null,
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const zero = (value: string): string => (isDecimal(value) ? value : '0')

function lineOf(product: LineProduct): EditedLine {
  const kind = product.kind === 'service' || product.kind === 'fee' ? product.kind : 'goods'
  const facts = { unit: text(product.unit), price: text(product.price) || '0', taxRate: text(product.taxRate) || '13' }
  return { ...blank, ...facts, key: newId(), productId: product.id, code: product.code, name: product.name, kind }
}

function editedOf(line: OrderLine): EditedLine {
  const { id, productId, kind, name, unit, unitQty, discountKind } = line
  const texts = {
    code: line.code ?? '',
    // absent where they are hidden from the reader
    price: line.price ?? '',
    taxRate: line.taxRate ?? '',
    discountValue: line.discountValue ?? '',
    promisedDate: line.promisedDate ?? '',
  }
  return { key: id, id, productId, kind, name, unit, unitQty, discountKind, parts: line.parts ?? null, ...texts }
}

const pricedOf = (line: EditedLine) => ({
  unitQty: zero(line.unitQty),
  price: zero(line.price),
  taxRate: zero(line.taxRate),
  discountKind: isDecimal(line.discountValue) ? (line.discountKind ?? ('percent' as const)) : null,
  discountValue: isDecimal(line.discountValue) ? line.discountValue : null,
})

function inputOf(line: EditedLine): LineInput {
  const { id, productId, kind, name, unit, unitQty, price, discountKind, discountValue, taxRate, promisedDate } = line
  const reduced = isDecimal(discountValue) && Number(discountValue) !== 0
  return {
    ...(id && { id }),
    ...(productId ? { productId } : { kind }),
    name,
    ...(unit && { unit }),
    unitQty: unitQty || '0',
    ...(price !== '' && { price }),
    ...(taxRate !== '' && { taxRate }),
    discountKind: reduced ? (discountKind ?? 'percent') : null,
    discountValue: reduced ? discountValue : null,
    promisedDate: promisedDate || null,
  }
}

/** A stored line as it is given back. */
export const givenLine = (line: OrderLine): LineInput => inputOf(editedOf(line))

/** The editor has one cell for the product. */
const onCell = (reason: Reason): Reason =>
  reason.path ? { ...reason, path: reason.path.replace(/\.productId$/, '.name') } : reason

function useColumns(amounts: ReadonlyMap<string, string | undefined>): LineColumn<EditedLine>[] {
  const t = useText(orderText)
  const typed = (key: 'unitQty' | 'unit' | 'price' | 'taxRate' | 'promisedDate' | 'discountValue') => ({
    key,
    get: (line: EditedLine) => line[key],
    set: (line: EditedLine, value: string): EditedLine =>
      key === 'discountValue' ? { ...line, discountValue: value, discountKind: 'percent' } : { ...line, [key]: value },
  })
  // biome-ignore format: one column a line or two
  return [
    { key: 'name', kind: 'product', title: t('order.line.product'), width: 220, get: line => line.name,
      set: (line, name) => ({ ...line, name }),
      show: line => <span><span className="pn">{line.name}</span> <small className="t3">{line.code}</small> <PartsSaid parts={line.parts} /></span> },
    { ...typed('unitQty'), kind: 'number', title: t('order.line.qty'), width: 76 },
    { ...typed('unit'), kind: 'text', title: t('order.line.unit'), width: 60 },
    { ...typed('price'), kind: 'money', title: t('order.line.price'), width: 112, show: line => <Money amount={zero(line.price)} /> },
    { ...typed('discountValue'), kind: 'percent', title: t('order.line.discount'), width: 80 },
    { ...typed('taxRate'), kind: 'percent', title: t('order.line.taxRate'), width: 72 },
    { key: 'amount', kind: 'money', title: t('order.line.amount'), width: 124, get: line => amounts.get(line.key) ?? '',
      show: line => <Money amount={amounts.get(line.key)} />, look: () => 'strong' },
    { ...typed('promisedDate'), kind: 'date', title: t('order.line.promised'), width: 108 },
  ]
}
