import { useQuery } from '@tanstack/react-query'
import { orderApi } from '#features/order/order.api.ts'
import type { Order } from '#features/order/order.schema.ts'
import { client } from '#kernel/api.ts'
import { Link } from '#ui/Link.tsx'
import { Meter, Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { Handoff } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls } from './useHandoffCalls.ts'
import './Packet.css'

const orderCalls = client(orderApi, send)
const tones = { complete: 'warm', accepted: 'ok', sent_back: 'late' } as const
const axes = ['supply', 'fulfilment', 'billing', 'payment'] as const

/** What became of the deal's yes: its packets and how far their orders are, as it happens. */
export function PacketPart({ id }: SlotProps) {
  const t = useText(handoffText)
  const session = useSession()
  const filter = JSON.stringify({ field: 'dealId', op: 'is', value: id })
  const orders = useQuery({
    queryKey: ['order', 'list', 'deal', id],
    queryFn: () => orderCalls.list({ filter, sort: '-createdAt', limit: 20 }),
  })
  const packets = useQuery({
    queryKey: ['handoff', 'list', 'deal', id],
    queryFn: () => handoffCalls.list({ filter, limit: 20 }),
    enabled: mayDo(session, 'handoff.read'),
  })
  // a deal that has not been won has nothing to say here
  if (!orders.data || orders.data.items.length === 0) return null
  return (
    <section className="card packetpart">
      <header>
        <h2>{t('packet.part')}</h2>
      </header>
      <div className="body">
        <ul className="plain">
          {orders.data.items.map(order => (
            <Run key={order.id} order={order} packet={packets.data?.items.find(one => one.orderId === order.id)} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function Run({ order, packet }: { order: Order; packet: Handoff | undefined }) {
  const t = useText(handoffText)
  const session = useSession()
  const say = useReason()
  return (
    <li>
      <p className="row wrap tight">
        <Link className="link b" href={`/orders/${order.id}`}>
          {order.number}
        </Link>
        <Tag tone={order.completedAt ? 'ok' : 'cool'}>
          {say({ key: order.completedAt ? 'order.completed' : `state.order.${order.state}` })}
        </Tag>
        <span className="grow" />
        <Money amount={order.gross} currency={order.currency} />
      </p>
      {packet && <PacketLine packet={packet} />}
      {order.state !== 'draft' && order.state !== 'in_review' && order.state !== 'cancelled' && (
        <Progress order={order} />
      )}
      {packet?.state === 'sent_back' && mayDo(session, 'handoff.resubmit') && (
        <p>
          <Link className="link" href={`/handoffs/${packet.id}`}>
            {t('packet.fillIn')}
          </Link>
        </p>
      )}
    </li>
  )
}

function PacketLine({ packet }: { packet: Handoff }) {
  const t = useText(handoffText)
  const label = useLabel()
  const open = packet.items.filter(item => item.required && !item.ok).map(item => label(item.label))
  const wrong = packet.items.filter(item => item.objection !== null)
  return (
    <>
      <p className="row wrap tight">
        <Link className="link" href={`/handoffs/${packet.id}`}>
          {t('handoff.title')}
        </Link>
        <Tag tone={tones[packet.state]}>{t(`state.handoff.${packet.state}`)}</Tag>
        <small className="t3">
          {packet.acceptedByName && t('handoff.acceptedBy', { name: packet.acceptedByName })} <When at={packet.since} />
        </small>
      </p>
      {packet.state === 'sent_back' && packet.reason && wrong.length === 0 && (
        <p className="late">{t('handoff.sentBackBecause', { reason: packet.reason })}</p>
      )}
      {packet.state === 'sent_back' &&
        wrong.map(item => (
          <p key={item.key} className="late">
            {label(item.label)}: {item.objection}
          </p>
        ))}
      {open.length > 0 && <p className="late">{t('packet.missing', { items: open.join(', ') })}</p>}
    </>
  )
}

function Progress({ order: { id } }: { order: Order }) {
  const say = useReason()
  // lists have no shares
  const whole = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (!whole.data) return null
  const has = whole.data.axes
  return (
    <dl className="packetaxes">
      {axes.map(axis => {
        const { value, share } = has[axis]
        const word = say({ key: `order.${axis}.${value}` })
        return (
          <div key={axis}>
            <dt>{say({ key: `order.axis.${axis}` })}</dt>
            <dd>
              <Meter share={value === 'notNeeded' ? 100 : share} tone={toneOf(value, share)} />
              <span>
                {word}
                {share > 0 && share < 100 && ` ${share}%`}
              </span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const toneOf = (value: string, share: number) => {
  if (value === 'over') return 'late' as const
  if (value === 'notNeeded') return 'off' as const
  return share >= 100 ? ('ok' as const) : ('cool' as const)
}
