import { Input } from 'antd'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { Link } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { PickProducts } from '#ui/PickProducts.tsx'
import { useText } from '#ui/useText.tsx'
import { kitText } from '../kit.text.ts'
import type { Product } from '../product.schema.ts'
import { EditedCard, EditedRows } from './EditedCard.tsx'
import { findProducts } from './useProductCalls.ts'

/** What one kit consists of. */
export function KitPart({ product }: { readonly product: Product }) {
  const t = useText(kitText)
  const number = useNumber()
  const form = (onDone: () => void) => <PartsForm product={product} onDone={onDone} />
  return (
    <EditedCard title={t('kit.parts')} count={product.parts.length} width={520} form={form}>
      {product.parts.length === 0 && <p className="t2">{t('kit.noParts')}</p>}
      <ul>
        {product.parts.map(part => (
          <li key={part.productId}>
            <Link href={`/products/${part.productId}`}>{part.name}</Link> <small className="t3">{part.code}</small> ×{' '}
            {number(part.qty)} {part.unit}
          </li>
        ))}
      </ul>
    </EditedCard>
  )
}

type Draft = Pick<Product['parts'][number], 'productId' | 'code' | 'name' | 'unit' | 'qty'>

const added = ({ id: productId, code, name, unit }: LineProduct): Draft => ({
  productId,
  code,
  name,
  unit: typeof unit === 'string' ? unit : '',
  qty: '1',
})

function PartsForm({ product, onDone }: { readonly product: Product; readonly onDone: () => void }) {
  const t = useText(kitText)
  const [parts, setParts] = useState<readonly Draft[]>(product.parts)
  const [picking, setPicking] = useState(false)
  const add = (picked: readonly LineProduct[]) =>
    setParts(old => [...old, ...picked.filter(one => old.every(part => part.productId !== one.id)).map(added)])
  const put = (id: string, qty: string) =>
    setParts(old => old.map(part => (part.productId === id ? { ...part, qty } : part)))
  return (
    <EditedRows
      product={product}
      say={t('kit.say', { unit: product.unit })}
      changed={{ parts: parts.map(({ productId, qty }) => ({ productId, qty: qty.trim() || '0' })) }}
      add={{ label: t('kit.add'), onAdd: () => setPicking(true) }}
      onDone={onDone}
    >
      {parts.map(part => (
        <div className="row" key={part.productId}>
          <span className="grow">
            <b className="b">{part.name}</b> <small className="t3">{part.code}</small>
          </span>
          <Input
            className="num-in"
            style={{ width: '6em' }}
            inputMode="decimal"
            aria-label={t('kit.qty', { name: part.name })}
            value={part.qty}
            onChange={event => put(part.productId, event.target.value)}
          />
          <span className="nw">{part.unit}</span>
          <Button
            icon="trash"
            aria-label={t('kit.remove', { name: part.name })}
            onClick={() => setParts(old => old.filter(one => one !== part))}
          />
        </div>
      ))}
      {picking && <PickProducts find={findProducts} onClose={() => setPicking(false)} onAdd={add} />}
    </EditedRows>
  )
}
