import { Input } from 'antd'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import type { Product, ProductUnit } from '../product.schema.ts'
import { productText } from '../product.text.ts'
import { EditedCard, EditedRows } from './EditedCard.tsx'

/** The units a product is also counted in, each an exact multiple of the base unit. */
export function UnitsPart({ product }: { product: Product }) {
  const t = useText(productText)
  const number = useNumber()
  const form = (onDone: () => void) => <UnitsForm product={product} onDone={onDone} />
  return (
    <EditedCard title={t('product.units')} form={form}>
      {product.units.length === 0 && <p className="t2">{t('product.noUnits', { unit: product.unit })}</p>}
      <ul>
        {product.units.map(one => (
          <li key={one.unit}>
            1 {one.unit} = {number(one.factor)} {product.unit}
          </li>
        ))}
      </ul>
    </EditedCard>
  )
}

type Draft = ProductUnit & { readonly key: number }

function UnitsForm({ product, onDone }: { product: Product; onDone: () => void }) {
  const t = useText(productText)
  const [units, setUnits] = useState<readonly Draft[]>(() => product.units.map((one, key) => ({ ...one, key })))
  const put = (key: number, part: Partial<ProductUnit>) =>
    setUnits(old => old.map(one => (one.key === key ? { ...one, ...part } : one)))
  const add = () => setUnits(old => [...old, { key: (old.at(-1)?.key ?? -1) + 1, unit: '', factor: '' }])
  return (
    <EditedRows
      product={product}
      say={t('product.unitsSay', { unit: product.unit })}
      changed={{ units: units.map(({ unit, factor }) => ({ unit, factor: factor.trim() })) }}
      add={{ label: t('product.addUnit'), onAdd: add }}
      onDone={onDone}
    >
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
    </EditedRows>
  )
}
