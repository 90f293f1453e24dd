import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { shipmentApi } from '../shipment.api.ts'
import { shipmentEntity } from '../shipment.entity.ts'
import { shipmentFlow } from '../shipment.flow.ts'
import { shipmentText } from '../shipment.text.ts'
import { shipmentCalls } from './useShipmentCalls.ts'

const bulk = { apis: [shipmentApi], flow: shipmentFlow }

/** What is to leave, what is on the way, what has arrived. */
export function ShipmentListPage() {
  const t = useText(shipmentText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(shipmentEntity)
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/shipments/${row.id}`}
        load={shipmentCalls.list}
        summary={shipmentCalls.summary}
        bulk={bulk}
        {...(mayDo(session, 'shipment.export') && {
          exportHref: query => addressOf({ path: '/shipments/export', query }),
        })}
        empty={{ title: t('shipment.empty'), say: t('shipment.emptySay') }}
      />
    </>
  )
}
