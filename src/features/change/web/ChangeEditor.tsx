import type { WholeOrder } from '#features/order/order.schema.ts'
import { newId } from '#kernel/ids.ts'
import { isDecimal } from '#kernel/money.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { LineEditor } from '#ui/LineEditor.tsx'
import { LinesClash } from '#ui/LinesClash.tsx'
import { useGo } from '#ui/Link.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { Money } from '#ui/Money.tsx'
import { useLineRights } from '#ui/useLineRights.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { changeEntity } from '../change.entity.ts'
import type { WholeChange } from '../change.schema.ts'
import { changePageText } from '../changePage.text.ts'
import { type Edited, withDay } from '../editing.rules.ts'
import { useReduced } from './ChangeLines.tsx'
import { PreviewPart } from './PreviewPart.tsx'
import { findProducts } from './useChangeCalls.ts'
import { useEditing } from './useEditing.ts'
import './Change.css'

type Props = {
  readonly order: WholeOrder
  /** A draft that is edited; a new one has none. */
  readonly change?: WholeChange
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

const why: Field = {
  key: 'reason',
  label: changePageText['change.reason'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const day: Field = { key: 'promisedDate', label: changePageText['change.promised'], kind: 'date' }
const where: Field = { key: 'address', label: changePageText['change.address'], kind: 'text', maxLength: 300 }

const less = { key: 'discount', kind: 'number', scale: 4, min: 0 } as const
const discounts = {
  percent: { ...less, label: changePageText['change.orderDiscountPercent'] },
  amount: { ...less, label: changePageText['change.orderDiscount'] },
} satisfies Record<string, Field>

/** The order like a spreadsheet, and below it what the difference comes to while one types. */
export function ChangeEditor({ order, change, onDone, onCancel }: Props) {
  const t = useText(changePageText)
  const rights = useLineRights(changeEntity)
  const editing = useEditing({ order, ...(change && { change }), onDone })
  const { draft, put, reason, reasons, refused, actions, preview, busy, save } = editing
  const of = (key: string) => reasons.filter(one => one.path === key)
  const fresh = (line: Partial<Edited>): Edited => ({ ...blank, key: newId(), ...line })
  const fee = () => put({ ...draft, lines: [...draft.lines, fresh({ kind: 'fee', name: t('change.feeName') })] })
  const columns = rights.columns(useColumns())
  const mayReduce = columns.some(column => column.key === 'discountValue' && column.set)
  return (
    <div className="stack">
      <section className="card">
        <div className="body chghead">
          <FieldRow
            field={why}
            value={reason}
            reasons={of('reason')}
            onChange={value => put(draft, String(value ?? ''))}
          />
          <FieldRow
            field={day}
            value={draft.promisedDate || null}
            reasons={of('promisedDate')}
            onChange={value => put(withDay(draft, String(value ?? '')))}
          />
          <FieldRow
            field={where}
            value={draft.address}
            reasons={of('address')}
            onChange={value => put({ ...draft, address: String(value ?? '') })}
          />
          {mayReduce && (
            <FieldRow
              field={discounts[draft.discountKind ?? 'percent']}
              value={draft.discountValue || null}
              reasons={of('discount')}
              onChange={value => put({ ...draft, discountValue: String(value ?? '') })}
            />
          )}
        </div>
      </section>
      <LineEditor
        columns={columns}
        lines={draft.lines}
        keyOf={line => line.key}
        onChange={lines => put({ ...draft, lines })}
        find={findProducts}
        newLine={product => fresh(addedOf(product))}
        reasons={reasons.filter(one => one.path?.startsWith('lines.'))}
        totals={totalsOf(t('change.total'), preview.data, actions.length > 0 ? undefined : order)}
      />
      {editing.isClash ? (
        <LinesClash
          theirs={editing.theirs}
          mine={draft.lines}
          onMine={editing.keepMine}
          onTheirs={editing.takeTheirs}
        />
      ) : (
        refused.length > 0 && (
          <div role="alert">
            <Reasons reasons={refused} />
          </div>
        )
      )}
      <div className="row chgdo">
        <Button
          kind="primary"
          busy={busy}
          disabled={actions.length === 0 || reason.trim() === ''}
          onClick={() => save(true)}
        >
          {t('change.saveSubmit')}
        </Button>
        <Button busy={busy} disabled={reason.trim() === ''} onClick={() => save(false)}>
          {t('change.save')}
        </Button>
        <Button onClick={onCancel}>{t('change.back')}</Button>
        <Button kind="text" icon="plus" onClick={fee}>
          {t('change.addFee')}
        </Button>
      </div>
      {preview.data && actions.length > 0 && <PreviewPart preview={preview.data} />}
    </div>
  )
}

type Summed = { readonly gross?: string | null; readonly currency: string }
function totalsOf(
  label: string,
  preview: { after: Summed | { gross: string | null }; currency: string } | undefined,
  order?: Summed,
) {
  const gross = order ? order.gross : preview?.after.gross
  const currency = order?.currency ?? preview?.currency
  if (gross == null || currency === undefined) return []
  return [{ label, value: <Money amount={gross} currency={currency} />, big: true }]
}

const blank: Edited = {
  key: '',
  id: undefined,
  productId: null,
  kind: 'goods',
  code: '',
  name: '',
  unit: '',
  unitQty: '1',
  price: '',
  discountKind: null,
  discountValue: '',
  taxRate: '',
  promisedDate: '',
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
function addedOf(product: LineProduct): Partial<Edited> {
  const kind = product.kind === 'service' || product.kind === 'fee' ? product.kind : 'goods'
  const facts = { unit: text(product.unit), price: text(product.price), taxRate: text(product.taxRate) }
  return { ...facts, productId: product.id, code: product.code, name: product.name, kind }
}

function useColumns(): LineColumn<Edited>[] {
  const t = useText(changePageText)
  const reduced = useReduced()
  const typed = (key: 'unitQty' | 'price' | 'promisedDate' | 'discountValue') => ({
    key,
    get: (line: Edited) => line[key],
    set: (line: Edited, value: string): Edited =>
      key === 'discountValue'
        ? { ...line, discountValue: value, discountKind: line.discountKind ?? 'percent' }
        : { ...line, [key]: value },
  })
  // biome-ignore format: one column a line or two
  return [
    { key: 'name', kind: 'product', title: t('change.line'), width: 240, get: line => line.name,
      set: (line, name) => (line.id ? line : { ...line, name }),
      show: line => <span><span className="pn">{line.name}</span> <small className="t3">{line.code}</small></span> },
    { ...typed('unitQty'), kind: 'number', title: t('change.qty'), width: 84 },
    { key: 'unit', kind: 'text', title: '', width: 56, get: line => line.unit },
    { ...typed('price'), kind: 'money', title: t('change.price'), width: 120, show: line => (isDecimal(line.price) ? <Money amount={line.price} /> : null) },
    { ...typed('discountValue'), kind: 'percent', title: t('change.discount'), width: 84,
      show: line => reduced(line.discountKind, isDecimal(line.discountValue) ? line.discountValue : null) },
    { ...typed('promisedDate'), kind: 'date', title: t('change.date'), width: 120 },
  ]
}

/** Back to where one came from, or on to what was made. */
export function useEditorPlaces(orderId: string) {
  const go = useGo()
  return {
    onDone: (id: string) => go(`/changes/${id}`, { replace: true }),
    onCancel: () => go(`/orders/${orderId}`),
  }
}
