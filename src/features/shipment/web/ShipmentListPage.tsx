import type { Lang } from '#kernel/text.ts'
import { Button } from '#ui/Button.tsx'
import type { Bulk } from '#ui/bulk.ts'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { shipmentApi } from '../shipment.api.ts'
import { shipmentEntity } from '../shipment.entity.ts'
import { shipmentFlow } from '../shipment.flow.ts'
import type { Shipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { shipmentCalls } from './useShipmentCalls.ts'
import { useStateWord } from './useStateWord.ts'

const bulk = (lang: Lang): Bulk => ({
  apis: [shipmentApi],
  flow: shipmentFlow,
  links: [
    {
      label: shipmentText['shipment.paper.pick'],
      most: 50,
      href: ids => `/api/shipments/pick-list?ids=${ids.join(',')}&lang=${lang}`,
    },
  ],
})

/** What is to leave, what is on the way, what has arrived. */
export function ShipmentListPage() {
  const t = useText(shipmentText)
  const label = useLabel()
  const { lang } = useLang()
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
        before={
          <Button size="sm" icon="columns" href="/warehouse">
            {t('yard.board')}
          </Button>
        }
        cells={{ state: row => <State shipment={row} /> }}
        bulk={bulk(lang)}
        {...(mayDo(session, 'shipment.export') && {
          exportHref: query => addressOf({ path: '/shipments/export', query }),
        })}
        empty={{ title: t('shipment.empty'), say: t('shipment.emptySay') }}
      />
    </>
  )
}

function State({ shipment }: { shipment: Shipment }) {
  const { label, tone } = useStateWord()(shipment)
  return <Tag tone={tone}>{label}</Tag>
}
