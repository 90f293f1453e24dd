import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChangeCustomerBody, changeCustomerApi } from '#journeys/changeCustomer.api.ts'
import { client } from '#kernel/api.ts'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'

const calls = client(changeCustomerApi, send)

/** Whose deal it is, corrected while nothing was offered or ordered; else why not. */
export function ChangeCustomerSheet({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const t = useText(dealText)
  const queries = useQueryClient()
  const { id, version } = deal
  const { fields } = useEntity(dealEntity)
  const preview = useQuery({
    queryKey: ['deal', id, 'changeCustomer', version],
    queryFn: () => calls.previewCustomer({ id }),
  })
  const reasons = preview.data?.reasons ?? []
  const save = async (body: Readonly<Record<string, unknown>>) => {
    // the form asks for exactly these two; the server checks both
    await calls.changeCustomer({ customerId: deal.customerId, ...(body as Partial<ChangeCustomerBody>), id, version })
    await queries.invalidateQueries()
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('deal.changeCustomer')}>
      {preview.isPending && <Skeleton shape="list" />}
      {preview.error && <Problem error={preview.error} onRetry={() => preview.refetch()} />}
      {reasons.length > 0 && (
        <div className="stack">
          <h3 className="b">{t('deal.changeCustomerNo')}</h3>
          <Reasons reasons={reasons} />
        </div>
      )}
      {preview.data && reasons.length === 0 && (
        <div className="stack">
          <p className="t2">{t('deal.changeCustomerSay')}</p>
          <RecordForm
            fields={fields.filter(({ key, derived }) => ['customerId', 'contactId'].includes(key) && !derived)}
            record={{ customerId: deal.customerId, customerName: deal.customerName }}
            draftKey={`deal:${id}:customer`}
            onSave={save}
            onCancel={onClose}
          />
        </div>
      )}
    </Sheet>
  )
}
