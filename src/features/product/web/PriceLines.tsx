import { Input } from 'antd'
import { useState } from 'react'
import { newId } from '#kernel/ids.ts'
import { Button } from '#ui/Button.tsx'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { LineEditor } from '#ui/LineEditor.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { Money } from '#ui/Money.tsx'
import { useToast } from '#ui/Toast.tsx'
import { usePhone } from '#ui/usePhone.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { PriceList, PriceListLines } from '../priceList.schema.ts'
import { priceListText } from '../priceList.text.ts'
import { findProducts } from './usePriceCalls.ts'
import { type EditedPrice, usePriceLines } from './usePriceLines.ts'

/** Cards of a phone are all drawn: the search narrows them. */
const mostCards = 100

/** The prices of a list like a spreadsheet; what was typed is saved with one press. */
export function PriceLines({ list, known }: { list: PriceList; known: PriceListLines }) {
  const t = useText(priceListText)
  const tell = useToast()
  const phone = usePhone()
  const mayEdit = mayDo(useSession(), 'product.price')
  const edit = usePriceLines(list.id, known)
  const [q, setQ] = useState('')
  const wanted = q.trim().toLowerCase()
  const fits = (line: EditedPrice) => `${line.name} ${line.code}`.toLowerCase().includes(wanted)
  const found = wanted === '' ? edit.lines : edit.lines.filter(fits)
  const shown = phone ? found.slice(0, mostCards) : found
  const change = (next: EditedPrice[]) => edit.setLines(merged(edit.lines, shown, next))
  const save = async () => (await edit.save()) && tell(t('price.saved'))
  return (
    <>
      <div className="row wrap">
        <Input
          className="pricefind"
          value={q}
          allowClear
          aria-label={t('price.find')}
          placeholder={t('price.find')}
          onChange={event => setQ(event.target.value)}
        />
        <span className="t3">{t('price.lines', { count: found.length })}</span>
        <span className="grow" />
        {edit.changed > 0 && (
          <>
            <Button onClick={edit.undo}>{t('price.undo')}</Button>
            <Button kind="primary" disabled={edit.busy} onClick={save}>
              {t('price.save', { count: edit.changed })}
            </Button>
          </>
        )}
      </div>
      {edit.reasons.length > 0 && (
        <div className="card body" role="alert">
          <Reasons reasons={edit.reasons} />
        </div>
      )}
      <LineEditor
        columns={useColumns()}
        lines={shown}
        keyOf={line => line.key}
        onChange={change}
        find={findProducts}
        newLine={lineOf}
        readOnly={!mayEdit}
        reasons={wanted === '' ? edit.reasons : []}
      />
    </>
  )
}

/** What is not shown stays as it is and where it is; new lines come last. */
function merged(all: EditedPrice[], shown: readonly EditedPrice[], next: EditedPrice[]): EditedPrice[] {
  if (shown.length === all.length) return next
  const seen = new Set(shown.map(line => line.key))
  const now = new Map(next.map(line => [line.key, line]))
  const kept = all.flatMap(line => (seen.has(line.key) ? (now.get(line.key) ?? []) : line))
  return [...kept, ...next.filter(line => !seen.has(line.key))]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const lineOf = (product: LineProduct): EditedPrice => ({
  key: newId(),
  id: undefined,
  productId: product.id,
  code: product.code,
  name: product.name,
  unit: text(product.unit),
  minQty: '0',
  price: text(product.price) || '0',
  floorPrice: '',
})

function useColumns(): LineColumn<EditedPrice>[] {
  const t = useText(priceListText)
  const typed = (key: 'unit' | 'minQty' | 'price' | 'floorPrice') => ({
    key,
    get: (line: EditedPrice) => line[key],
    set: (line: EditedPrice, value: string): EditedPrice => ({ ...line, [key]: value }),
  })
  // biome-ignore format: one column a line or two
  return [
    { key: 'name', kind: 'product', title: t('price.product'), width: 260, get: line => line.name,
      show: line => <span><span className="pn">{line.name}</span> <small className="t3">{line.code}</small></span> },
    { ...typed('minQty'), kind: 'number', title: t('price.minQty'), width: 110, show: line => (line.minQty === '0' ? '–' : line.minQty) },
    { ...typed('unit'), kind: 'text', title: t('price.unit'), width: 72 },
    { ...typed('price'), kind: 'money', title: t('price.price'), width: 130, show: line => <Money amount={line.price} />, look: () => 'strong' },
    { ...typed('floorPrice'), kind: 'money', title: t('price.floor'), width: 130, show: line => <Money amount={line.floorPrice} /> },
  ]
}
