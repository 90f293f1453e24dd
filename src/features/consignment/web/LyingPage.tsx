import { Button } from '#ui/Button.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { consignedEntity } from '../consigned.entity.ts'
import type { Consigned } from '../consigned.schema.ts'
import { consignText } from '../screen.text.ts'
import { ConsignTop } from './ConsignTop.tsx'
import { consignedCalls, settleHref } from './useConsignmentCalls.ts'

const old = new URLSearchParams({
  filter: JSON.stringify({ field: 'days', op: 'gt', value: '90' }),
  sort: 'shippedOn',
}).toString()

// the unit stands with the quantity, the code with the name
const columns = ['name', 'qty', 'days', 'siteId', 'customerId', 'orderId', 'baseValue']

/** What lies at customers' sites and is not settled; a row is one tap from being settled. */
export function LyingPage() {
  const t = useText(consignText)
  const number = useNumber()
  const session = useSession()
  const entity = useEntity(consignedEntity)
  const base = session.org.currency
  const maySettle = mayDo(session, 'settlement.create')
  return (
    <>
      <ConsignTop at="lying" />
      <RecordList<Consigned>
        entity={entity}
        columns={columns}
        href={row =>
          maySettle ? settleHref({ customerId: row.customerId, siteId: row.siteId }) : `/shipments/${row.shipmentId}`
        }
        load={consignedCalls.list}
        summary={consignedCalls.summary}
        sums={['baseValue']}
        views={[
          { label: t('consign.all'), search: '' },
          { label: t('consign.old'), search: old },
        ]}
        before={
          maySettle && (
            <Button icon="plus" href="/settlements/new">
              {t('consign.new')}
            </Button>
          )
        }
        cells={{
          name: row => (
            <>
              {row.name} <small className="t3">{row.code}</small>
            </>
          ),
          qty: row => (
            <>
              {number(row.qty)} {row.unit}
            </>
          ),
          value: row => <Money amount={row.value} currency={row.currency} />,
          // orders may be in another currency than the company
          baseValue: row => (
            <>
              {row.currency !== base && (
                <small className="t3">
                  <Money amount={row.value} currency={row.currency} />{' '}
                </small>
              )}
              <Money amount={row.baseValue} currency={base} />
            </>
          ),
        }}
        {...(mayDo(session, 'consigned.export') && {
          exportHref: query => addressOf({ path: '/consigned/export', query }),
        })}
        empty={{ title: t('consign.empty'), say: t('consign.emptySay') }}
      />
    </>
  )
}
