import { useQuery } from '@tanstack/react-query'
import { warehouseApi } from '#features/stock/stock.api.ts'
import { client } from '#kernel/api.ts'
import { max, sub } from '#kernel/money.ts'
import type { Field } from '#meta/entity.ts'
import { useNumber } from '#ui/Money.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { supplyScreenText } from '../screen.text.ts'
import { mostOf } from '../supply.rules.ts'
import type { ReceiveBody, Supply } from '../supply.schema.ts'
import { supplyCalls, useRefresh } from './useSupplyCalls.ts'

const warehouses = client(warehouseApi, send)
type Props = { readonly supply: Supply; readonly onDone: () => void; readonly onClose: () => void }

/** In the warehouse, often on a phone: how much came is asked, the rest stands there already. */
export function ReceiveSheet({ supply, onDone, onClose }: Props) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const refresh = useRefresh()
  const date = useToday()
  const places = useQuery({ queryKey: ['warehouse', 'list'], queryFn: () => warehouses.list({ limit: 200 }) })
  const active = (places.data?.items ?? []).filter(one => one.state === 'active' && !one.customerId)
  const { id, version, qty, received, unit, tolerance, warehouseId } = supply
  const rest = max(sub(qty, received), '0')
  const most = sub(mostOf({ qty, tolerance }), received)
  const start = { qty: rest, date, warehouseId, batch: null, note: null }
  return (
    <Sheet open onClose={onClose} title={`${t('supply.receive')} · ${supply.productName}`} width={480}>
      <div className="stack">
        <p className="t2">
          {t('supply.receivedOf', { received: number(received), qty: number(qty), unit })} ·{' '}
          {t('supply.most', { most: number(most), unit })}
        </p>
        <p className="t3">{t('supply.receiveSay')}</p>
        <RecordForm
          fields={fieldsOf(active)}
          record={start}
          draftKey={`supply:${id}:receive`}
          saveLabel={t('supply.receive')}
          onSave={async body => {
            await supplyCalls.receive({ id, version, ...bodyOf({ ...start, ...body }) })
            await refresh()
            onDone()
          }}
          onCancel={onClose}
        />
      </div>
    </Sheet>
  )
}

function bodyOf({ qty, date, warehouseId, batch, note }: Readonly<Record<string, unknown>>): ReceiveBody {
  return {
    ...{ qty: String(qty), date: String(date), warehouseId: String(warehouseId) },
    ...(batch ? { batch: String(batch) } : {}),
    ...(note ? { note: String(note) } : {}),
  }
}

function fieldsOf(places: readonly { readonly id: string; readonly name: string }[]): Field[] {
  const choices = places.map(one => ({ value: one.id, label: { en: one.name, zh: one.name } }))
  return [
    { key: 'qty', label: supplyScreenText['supply.qty'], kind: 'number', scale: 6, required: true },
    { key: 'date', label: supplyScreenText['supply.date'], kind: 'date', required: true },
    { key: 'warehouseId', label: supplyScreenText['supply.place'], kind: 'choice', required: true, choices },
    { key: 'batch', label: supplyScreenText['supply.batch'], kind: 'text', maxLength: 60 },
    { key: 'note', label: supplyScreenText['supply.note'], kind: 'text', maxLength: 500 },
  ]
}
