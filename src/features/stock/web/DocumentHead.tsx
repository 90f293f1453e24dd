import { Input, Select } from 'antd'
import { useId } from 'react'
import type { Field } from '#meta/entity.ts'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useText } from '#ui/useText.tsx'
import type { DocumentKind } from '../document.schema.ts'
import { stockText } from '../stock.text.ts'
import type { FormHead } from './useDocumentDraft.ts'
import { useWarehouses } from './useStockCalls.ts'

type Props = { kind: DocumentKind; head: FormHead; put: (part: Partial<FormHead>) => void }

const dateField: Field = { key: 'date', label: stockText['stock.date'], kind: 'date' }

export function DocumentHead({ kind, head, put }: Props) {
  const t = useText(stockText)
  const id = useId()
  const places = useWarehouses().filter(one => one.state === 'active')
  const options = places.map(one => ({ value: one.id, label: one.name }))
  const usual = places.find(one => one.isDefault)?.id
  return (
    <section className="card">
      <div className="form body">
        <fieldset style={{ paddingTop: 14 }}>
          <div className="fr">
            <label htmlFor={`${id}w`}>{t('stock.warehouse')}</label>
            <Select
              id={`${id}w`}
              value={head.warehouseId || usual || null}
              options={options}
              onChange={warehouseId => put({ warehouseId: warehouseId ?? '' })}
            />
          </div>
          {kind === 'transfer' && (
            <div className="fr">
              <label htmlFor={`${id}t`}>{t('stock.toWarehouse')}</label>
              <Select
                id={`${id}t`}
                value={head.toWarehouseId || null}
                options={options.filter(one => one.value !== (head.warehouseId || usual))}
                onChange={toWarehouseId => put({ toWarehouseId: toWarehouseId ?? '' })}
              />
            </div>
          )}
          <FieldRow field={dateField} value={head.date} onChange={date => put({ date: String(date ?? '') })} />
          <div className="fr">
            <label htmlFor={`${id}r`}>{t('stock.reason')}</label>
            <Input
              id={`${id}r`}
              value={head.reason}
              maxLength={200}
              onChange={event => put({ reason: event.target.value })}
            />
          </div>
        </fieldset>
      </div>
    </section>
  )
}
