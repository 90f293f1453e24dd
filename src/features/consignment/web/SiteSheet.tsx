import { useQueryClient } from '@tanstack/react-query'
import type { NewWarehouse, Warehouse } from '#features/stock/warehouse.schema.ts'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'
import { siteCalls } from './useConsignmentCalls.ts'

const field = (key: string, label: Field['label'], maxLength: number, required = false): Field => ({
  ...{ key, label, kind: 'text', maxLength },
  ...(required && { required }),
})
const fields: readonly Field[] = [
  field('name', consignText['consign.siteName'], 100, true),
  field('code', consignText['consign.siteCode'], 40, true),
  field('address', consignText['consign.siteAddress'], 300),
]

type Props = {
  readonly customerId: string
  readonly onDone: (site: Warehouse) => void
  readonly onClose: () => void
}

/** A place at the customer's: made where one stands. */
export function SiteSheet({ customerId, onDone, onClose }: Props) {
  const t = useText(consignText)
  const queries = useQueryClient()
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const site = await siteCalls.create({ ...body, customerId, sellable: false } as NewWarehouse) // the form offers exactly these fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['warehouse'] })
    onDone(site)
  }
  return (
    <Sheet open onClose={onClose} title={t('consign.newSite')} width={480}>
      <div className="stack">
        <p className="t2">{t('consign.newSiteSay')}</p>
        <RecordForm fields={fields} record={{}} draftKey={`site:${customerId}`} onSave={save} onCancel={onClose} />
      </div>
    </Sheet>
  )
}
