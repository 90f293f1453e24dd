import { useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { backorderText } from '../backorder.text.ts'
import type { Backorder, StockLevel } from '../stock.schema.ts'
import { stockCalls, useWarehouses } from './useStockCalls.ts'

const limit: Field = {
  key: 'backorderLimit',
  label: backorderText['backorder.limit'],
  kind: 'number',
  scale: 6,
  required: true,
}
const product: Field = {
  key: 'productId',
  label: backorderText['backorder.product'],
  kind: 'reference',
  refEntity: 'product',
  required: true,
}

/** A limit of one level, or of a product and warehouse that are chosen here. */
export function BackorderSheet({ level, onClose }: { level: StockLevel | undefined; onClose: () => void }) {
  const t = useText(backorderText)
  const queries = useQueryClient()
  const places = useWarehouses().filter(one => one.state === 'active')
  const warehouse: Field = {
    key: 'warehouseId',
    label: backorderText['backorder.warehouse'],
    kind: 'choice',
    required: true,
    choices: places.map(({ id, name }) => ({ value: id, label: { en: name, zh: name } })),
  }
  const record = level ?? { warehouseId: places.find(one => one.isDefault)?.id }
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const backorderLimit = String(body.backorderLimit ?? level?.backorderLimit ?? '0')
    if (level) await stockCalls.setBackorder({ id: level.id, backorderLimit })
    else await stockCalls.allowBackorder({ ...record, ...body } as Backorder) // the form asks for all three; the server checks every one
    await queries.invalidateQueries({ queryKey: ['stock'] })
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={level ? t('backorder.edit', { name: level.productName }) : t('backorder.add')}>
      <RecordForm
        fields={level ? [limit] : [product, warehouse, limit]}
        record={record}
        draftKey={`backorder:${level?.id ?? 'new'}`}
        onSave={save}
        onCancel={onClose}
      />
    </Sheet>
  )
}
