import { useQuery } from '@tanstack/react-query'
import { cancelOrderApi } from '#journeys/cancelOrder.api.ts'
import { closeOrderApi } from '#journeys/closeOrder.api.ts'
import { confirmOrderApi } from '#journeys/confirmOrder.api.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { type Say, useLabel, useText } from '#ui/useText.tsx'
import { orderApi } from '../order.api.ts'
import { orderEntity } from '../order.entity.ts'
import { orderFlow } from '../order.flow.ts'
import { orderText } from '../order.text.ts'
import { orderTypeText } from '../orderType.text.ts'
import { OrderForm } from './OrderForm.tsx'
import { Sent } from './Sent.tsx'
import { TypeTag } from './TypeTag.tsx'
import { orderCalls } from './useOrderCalls.ts'
import './Order.css'

const bulk = { apis: [orderApi, confirmOrderApi, closeOrderApi, cancelOrderApi], flow: orderFlow }

const out = [
  { field: 'type', op: 'is', value: 'sample' },
  { field: 'noReturn', op: 'is', value: false },
  { field: 'fulfilment', op: 'in', value: ['part', 'full', 'delivered'] },
]
const searchOf = (all: readonly object[]): string =>
  new URLSearchParams({ filter: JSON.stringify({ all }), sort: 'returnBy', columns: sampleColumns }).toString()
const sampleColumns = 'number,customerId,state,fulfilment,returnBy,date,ownerId'
/** What sales has lent, beside all that is ordered. */
const viewsOf = (all: string, t: Say<typeof orderTypeText>) => [
  { label: all, search: '' },
  { label: t('order.view.samplesOut'), search: searchOf(out) },
  {
    label: t('order.view.samplesLate'),
    search: searchOf([...out, { field: 'returnBy', op: 'within', value: 'past' }]),
  },
]

export function OrderListPage() {
  const t = useText(orderText)
  const typed = useText(orderTypeText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(orderEntity)
  const types = useQuery({ queryKey: ['orderTypes'], queryFn: () => orderCalls.types({}) })
  const isLending = types.data?.types.includes('sample') ?? false
  const [making, setMaking] = useMaking()
  const create = mayDo(session, 'order.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('order.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/orders/${row.id}`}
        load={orderCalls.list}
        summary={orderCalls.summary}
        sums={['gross']}
        before={create}
        bulk={bulk}
        edit={mayDo(session, 'order.edit') && (edit => orderCalls.edit(edit))}
        {...(isLending && { views: viewsOf(t('order.all'), typed) })}
        widths={{ number: 224 }}
        cells={{
          number: row => (
            <span className="ordernumber">
              <span className="cut">{row.number}</span> <TypeTag type={row.type} />
            </span>
          ),
          fulfilment: row => <Sent order={row} />,
          gross: row => <Money amount={row.gross} currency={row.currency} />,
        }}
        {...(mayDo(session, 'order.export') && { exportHref: query => addressOf({ path: '/orders/export', query }) })}
        empty={{ title: t('order.empty'), say: t('order.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('order.new')} width={560}>
        <OrderForm onDone={id => go(`/orders/${id}`)} onCancel={() => setMaking(false)} />
      </Sheet>
    </>
  )
}
