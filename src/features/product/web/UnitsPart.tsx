import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Product, ProductUnit } from '../product.schema.ts'
import { productText } from '../product.text.ts'
import { productCalls } from './useProductCalls.ts'

/** The units a product is also counted in, each an exact multiple of the base unit. */
export function UnitsPart({ product }: { product: Product }) {
  const t = useText(productText)
  const number = useNumber()
  const session = useSession()
  const [editing, setEditing] = useState(false)
  return (
    <section className="card">
      <header>
        <h2>{t('product.units')}</h2>
        <span className="grow" />
        {mayDo(session, 'product.edit') && (
          <Button size="sm" onClick={() => setEditing(true)}>
            {t('product.edit')}
          </Button>
        )}
      </header>
      <div className="body">
        {product.units.length === 0 && <p className="t2">{t('product.noUnits', { unit: product.unit })}</p>}
        <ul>
          {product.units.map(one => (
            <li key={one.unit}>
              1 {one.unit} = {number(one.factor)} {product.unit}
            </li>
          ))}
        </ul>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('product.units')}>
        <UnitsForm product={product} onDone={() => setEditing(false)} />
      </Sheet>
    </section>
  )
}

type Draft = ProductUnit & { readonly key: number }

function UnitsForm({ product, onDone }: { product: Product; onDone: () => void }) {
  const t = useText(productText)
  const queries = useQueryClient()
  const [units, setUnits] = useState<readonly Draft[]>(() => product.units.map((one, key) => ({ ...one, key })))
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const put = (key: number, part: Partial<ProductUnit>) =>
    setUnits(old => old.map(one => (one.key === key ? { ...one, ...part } : one)))
  const save = async () => {
    setBusy(true)
    try {
      const plain = units.map(({ unit, factor }) => ({ unit, factor: factor.trim() }))
      await productCalls.edit({ id: product.id, units: plain, version: product.version })
      await queries.invalidateQueries({ queryKey: ['product'] })
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack">
      <p className="t2">{t('product.unitsSay', { unit: product.unit })}</p>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      {units.map(one => (
        <div className="row" key={one.key}>
          <Input
            value={one.unit}
            aria-label={t('product.unitName')}
            placeholder={t('product.unitName')}
            onChange={event => put(one.key, { unit: event.target.value })}
          />
          <Input
            value={one.factor}
            inputMode="decimal"
            aria-label={t('product.unitFactor', { unit: product.unit })}
            placeholder={t('product.unitFactor', { unit: product.unit })}
            onChange={event => put(one.key, { factor: event.target.value })}
          />
          <Button
            icon="trash"
            aria-label={t('product.removeUnit')}
            onClick={() => setUnits(old => old.filter(other => other.key !== one.key))}
          />
        </div>
      ))}
      <div className="row">
        <Button
          icon="plus"
          onClick={() => setUnits(old => [...old, { key: (old.at(-1)?.key ?? -1) + 1, unit: '', factor: '' }])}
        >
          {t('product.addUnit')}
        </Button>
        <span className="grow" />
        <Button kind="primary" busy={busy} onClick={save}>
          {t('product.save')}
        </Button>
      </div>
    </div>
  )
}
