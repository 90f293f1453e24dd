import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import type { LineProduct } from '#ui/LineAdd.tsx'
import { Link } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { PickProducts } from '#ui/PickProducts.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { kitText } from '../kit.text.ts'
import type { Product } from '../product.schema.ts'
import { productText } from '../product.text.ts'
import { findProducts, productCalls } from './useProductCalls.ts'

/** What one kit consists of. */
export function KitPart({ product }: { readonly product: Product }) {
  const t = useText(kitText)
  const say = useText(productText)
  const number = useNumber()
  const session = useSession()
  const [editing, setEditing] = useState(false)
  return (
    <section className="card">
      <header>
        <h2>{t('kit.parts')}</h2>
        <span className="t3">{product.parts.length || ''}</span>
        <span className="grow" />
        {mayDo(session, 'product.edit') && (
          <Button size="sm" onClick={() => setEditing(true)}>
            {say('product.edit')}
          </Button>
        )}
      </header>
      <div className="body">
        {product.parts.length === 0 && <p className="t2">{t('kit.noParts')}</p>}
        <ul>
          {product.parts.map(part => (
            <li key={part.productId}>
              <Link href={`/products/${part.productId}`}>{part.name}</Link> <small className="t3">{part.code}</small> ×{' '}
              {number(part.qty)} {part.unit}
            </li>
          ))}
        </ul>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('kit.parts')} width={520}>
        <PartsForm product={product} onDone={() => setEditing(false)} />
      </Sheet>
    </section>
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
  const say = useText(productText)
  const queries = useQueryClient()
  const [parts, setParts] = useState<readonly Draft[]>(product.parts)
  const [picking, setPicking] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const plain = parts.map(({ productId, qty }) => ({ productId, qty: qty.trim() || '0' }))
      await productCalls.edit({ id: product.id, parts: plain, version: product.version })
      await queries.invalidateQueries({ queryKey: ['product'] })
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const add = (picked: readonly LineProduct[]) =>
    setParts(old => [...old, ...picked.filter(one => old.every(part => part.productId !== one.id)).map(added)])
  const put = (id: string, qty: string) =>
    setParts(old => old.map(part => (part.productId === id ? { ...part, qty } : part)))
  return (
    <div className="stack">
      <p className="t2">{t('kit.say', { unit: product.unit })}</p>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
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
      <div className="row">
        <Button icon="plus" onClick={() => setPicking(true)}>
          {t('kit.add')}
        </Button>
        <span className="grow" />
        <Button kind="primary" busy={busy} onClick={save}>
          {say('product.save')}
        </Button>
      </div>
      {picking && <PickProducts find={findProducts} onClose={() => setPicking(false)} onAdd={add} />}
    </div>
  )
}
