import { useState } from 'react'
import { newId } from '#kernel/ids.ts'
import { isDecimal } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type Discount, type DocumentTotals, type LineTotals, priceProblems, totals } from '#kernel/tax.ts'
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
import { contractEntity } from '../contract.entity.ts'
import type { ContractLine, LineInput, WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls, findProducts, lastPrices, useRefreshContract } from './useContractCalls.ts'

type Totals = Omit<DocumentTotals, 'lines'> & { readonly lines: readonly (LineTotals | undefined)[] }

/** A line while it is edited: every value as text, as it was typed. */
type EditedLine = Pick<
  ContractLine,
  'productId' | 'kind' | 'name' | 'unit' | 'unitQty' | 'price' | 'asNeeded' | 'taxRate'
> & {
  readonly key: string
  readonly id: string | undefined
  readonly code: string
  readonly discountKind: 'percent' | 'amount' | null
  readonly discountValue: string
  readonly parts: ContractLine['parts']
}

export function LinesEditor({ contract, onDone }: { readonly contract: WholeContract; readonly onDone: () => void }) {
  const t = useText(contractScreenText)
  const refresh = useRefreshContract()
  const rights = useLineRights(contractEntity)
  const [lines, setLines] = useState(() => contract.lines.map(editedOf))
  // C128: what others save while one edits must not be overruled because the page has heard of it
  const [from, setFrom] = useState(contract)
  const isClash = contract.version > from.version && linesOf(contract) !== linesOf(from)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await contractCalls.setLines({
        id: contract.id,
        version: from.version,
        lines: lines.map(line => rights.given(inputOf(line))),
      })
      await refresh()
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
      // a conflict shows what the others have written
      void refresh()
    } finally {
      setBusy(false)
    }
  }
  const take = (next: EditedLine[]) => {
    setLines(next)
    setFrom(contract)
    setReasons([])
  }
  const last = useLastPrices(contract.customerId, lines, rights.shows('price') ? lastPrices : undefined)
  const sums = sketched(contract, lines)
  const amounts = new Map(lines.map((line, i) => [line.key, sums?.lines[i]?.amount]))
  const known = new Set(contract.lines.map(line => line.id))
  const foot = (added: Totals) => [
    { label: t('contract.net'), value: <Money amount={added.net} /> },
    { label: t('contract.tax'), value: <Money amount={added.tax} /> },
    { label: t('contract.gross'), value: <Money amount={added.gross} currency={contract.currency} />, big: true },
  ]
  const loose = reasons.filter(reason => !reason.path?.startsWith('lines.'))
  const fee = () =>
    setLines([...lines, { ...blank, key: newId(), kind: 'fee', name: t('contract.feeName'), unit: '项' }])
  return (
    <div className="stack">
      <LineEditor
        columns={last.beside(rights.columns(useColumns(amounts)), contract)}
        lines={lines}
        keyOf={line => line.key}
        onChange={setLines}
        find={findProducts}
        newLine={lineOf}
        totals={sums && rights.showsHead('gross') ? foot(sums) : []}
        reasons={reasons.map(onCell)}
        {...last.keys}
      />
      {isClash && (
        <LinesClash
          theirs={contract.lines}
          mine={lines}
          onMine={() => take(lines.map(line => (line.id && known.has(line.id) ? line : { ...line, id: undefined })))}
          onTheirs={() => take(contract.lines.map(editedOf))}
        />
      )}
      {!isClash && loose.length > 0 && (
        <div role="alert">
          <Reasons reasons={loose} />
        </div>
      )}
      <div className="row">
        <Button kind="primary" busy={busy} onClick={save}>
          {t('contract.save')}
        </Button>
        <Button onClick={onDone}>{t('contract.back')}</Button>
        <Button kind="text" icon="plus" onClick={fee}>
          {t('contract.addFee')}
        </Button>
      </div>
    </div>
  )
}

const linesOf = (contract: WholeContract): string => contract.lines.map(said).join('\n')

const blank: EditedLine = {
  key: '',
  id: undefined,
  productId: null,
  code: '',
  kind: 'goods',
  name: '',
  unit: '',
  unitQty: '1',
  asNeeded: false,
  price: '0',
  discountKind: null,
  discountValue: '',
  taxRate: '13',
  parts: null,
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const zero = (value: string): string => (isDecimal(value) ? value : '0')

function lineOf(product: LineProduct): EditedLine {
  const kind = product.kind === 'service' || product.kind === 'fee' ? product.kind : 'goods'
  const facts = { unit: text(product.unit), price: text(product.price) || '0', taxRate: text(product.taxRate) || '13' }
  return { ...blank, ...facts, key: newId(), productId: product.id, code: product.code, name: product.name, kind }
}

function editedOf(line: ContractLine): EditedLine {
  const { id, productId, kind, name, unit, unitQty, asNeeded, discountKind } = line
  // absent where they are hidden from the reader
  const texts = {
    code: line.code ?? '',
    price: line.price ?? '',
    taxRate: line.taxRate ?? '',
    discountValue: line.discountValue ?? '',
  }
  return {
    key: id,
    id,
    productId,
    kind,
    name,
    unit,
    unitQty,
    asNeeded,
    discountKind,
    parts: line.parts ?? null,
    ...texts,
  }
}

function inputOf(line: EditedLine): LineInput {
  const { id, productId, kind, name, unit, unitQty, asNeeded, price, discountKind, discountValue, taxRate } = line
  const reduced = isDecimal(discountValue) && Number(discountValue) !== 0
  return {
    ...(id && { id }),
    ...(productId ? { productId } : { kind }),
    name,
    ...(unit && { unit }),
    unitQty: unitQty || '0',
    asNeeded,
    ...(price !== '' && { price }),
    ...(taxRate !== '' && { taxRate }),
    discountKind: reduced ? (discountKind ?? 'percent') : null,
    discountValue: reduced ? discountValue : null,
  }
}

/** What the server will store, worked out as it does: a line as needed stands beside the total. */
function sketched(contract: WholeContract, lines: readonly EditedLine[]): Totals | undefined {
  const { currency, taxMode, taxRound } = contract
  const doc = { currency, taxMode, taxRound }
  const counted = lines.filter(line => !line.asNeeded)
  const discount = discountOf(contract.discountKind, contract.discountValue ?? '')
  const whole = { ...doc, ...(discount && { discount }), lines: counted.map(pricedOf) }
  if (priceProblems(whole).length > 0) return undefined
  const summed = totals(whole)
  return { ...summed, lines: lines.map(line => summed.lines[counted.indexOf(line)]) }
}

const pricedOf = ({ unitQty, price, taxRate, discountKind, discountValue }: EditedLine) => ({
  qty: zero(unitQty),
  price: zero(price),
  taxRate: zero(taxRate),
  discount: discountOf(discountKind, discountValue),
})
const discountOf = (kind: 'percent' | 'amount' | null, value: string): Discount | undefined => {
  if (!isDecimal(value)) return undefined
  return kind === 'amount' ? { amount: value } : { percent: value }
}

/** The editor has one cell for the product. */
const onCell = (reason: Reason): Reason =>
  reason.path ? { ...reason, path: reason.path.replace(/\.productId$/, '.name') } : reason

function useColumns(amounts: ReadonlyMap<string, string | undefined>): LineColumn<EditedLine>[] {
  const t = useText(contractScreenText)
  const typed = (key: 'unitQty' | 'unit' | 'price' | 'taxRate' | 'discountValue') => ({
    key,
    get: (line: EditedLine) => line[key],
    set: (line: EditedLine, value: string): EditedLine =>
      key === 'discountValue' ? { ...line, discountValue: value, discountKind: 'percent' } : { ...line, [key]: value },
  })
  // biome-ignore format: one column a line or two
  return [
    { key: 'name', kind: 'product', title: t('contract.product'), width: 220, get: line => line.name,
      set: (line, name) => ({ ...line, name }),
      show: line => <span><span className="pn">{line.name}</span> <small className="t3">{line.code}</small> <PartsSaid parts={line.parts} /></span> },
    { key: 'asNeeded', kind: 'choice', title: t('contract.quantityKind'), width: 92, get: line => (line.asNeeded ? 'yes' : ''),
      set: (line, value) => ({ ...line, asNeeded: value === 'yes' }),
      options: [{ value: '', label: t('contract.fixedQty') }, { value: 'yes', label: t('contract.asNeeded') }],
      show: line => t(line.asNeeded ? 'contract.asNeeded' : 'contract.fixedQty') },
    { ...typed('unitQty'), kind: 'number', title: t('contract.qty'), width: 76 },
    { ...typed('unit'), kind: 'text', title: t('contract.unit'), width: 60 },
    { ...typed('price'), kind: 'money', title: t('contract.price'), width: 112, show: line => <Money amount={zero(line.price)} /> },
    { ...typed('discountValue'), kind: 'percent', title: t('contract.discount'), width: 80 },
    { ...typed('taxRate'), kind: 'percent', title: t('contract.taxRate'), width: 72 },
    { key: 'amount', kind: 'money', title: t('contract.lineAmount'), width: 120, get: line => (line.asNeeded ? '' : (amounts.get(line.key) ?? '')),
      show: line => (line.asNeeded ? '' : <Money amount={amounts.get(line.key)} />), look: () => 'strong' },
  ]
}
