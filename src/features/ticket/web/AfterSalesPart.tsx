import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { orderApi } from '#features/order/order.api.ts'
import { client } from '#kernel/api.ts'
import { cmp } from '#kernel/money.ts'
import type { Choice, Entity } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { returnEntity } from '../return.entity.ts'
import type { GoodsReturn } from '../return.schema.ts'
import { returnText } from '../return.text.ts'
import { ticketEntity } from '../ticket.entity.ts'
import { ticketText } from '../ticket.text.ts'
import { NewReturnSheet } from './NewReturnSheet.tsx'
import { TicketForm } from './TicketForm.tsx'
import { returnCalls, ticketCalls } from './useTicketCalls.ts'

const orderCalls = client(orderApi, send)

const stateOf = (entity: Entity, value: string): Choice | undefined =>
  entity.fields.find(field => field.key === 'state')?.choices?.find(one => one.value === value)

type Subject = 'customer' | 'order' | 'shipment'
const isSubject = (entity: string): entity is Subject => ['customer', 'order', 'shipment'].includes(entity)

/** Returns and tickets of an order, tickets of a customer or a shipment; and how to begin one. */
export function AfterSalesPart({ entity, id }: SlotProps) {
  const session = useSession()
  if (!isSubject(entity)) return null
  return (
    <>
      {entity === 'order' && mayDo(session, 'goodsReturn.read') && <ReturnsOf orderId={id} />}
      {mayDo(session, 'ticket.read') && <TicketsOf entity={entity} id={id} />}
    </>
  )
}

function ReturnsOf({ orderId }: { readonly orderId: string }) {
  const returns = useQuery({
    queryKey: ['goodsReturn', 'order', orderId],
    queryFn: () => returnCalls.ofOrder({ id: orderId }),
  })
  const order = useQuery({ queryKey: ['order', orderId], queryFn: () => orderCalls.get({ id: orderId }) })
  // nothing comes back of what has not arrived, or is back already
  const isThere = order.data?.lines.some(line => cmp(line.delivered, line.returned) > 0)
  return <ReturnRows returns={returns.data} action={isThere && <NewReturnButton orderId={orderId} size="sm" />} />
}

export function ReturnsOfTicket({ ticketId }: { readonly ticketId: string }) {
  const filter = JSON.stringify({ field: 'ticketId', op: 'is', value: ticketId })
  const returns = useQuery({
    queryKey: ['goodsReturn', 'ticket', ticketId],
    queryFn: () => returnCalls.list({ filter, limit: 50 }),
  })
  return <ReturnRows returns={returns.data?.items} />
}

type RowsProps = { readonly returns: readonly GoodsReturn[] | undefined; readonly action?: ReactNode }

function ReturnRows({ returns, action }: RowsProps) {
  const t = useText(returnText)
  const label = useLabel()
  const rows = returns?.map(one => {
    const state = stateOf(returnEntity, one.state)
    return {
      id: one.id,
      href: `/goods-returns/${one.id}`,
      title: one.number,
      ...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } }),
      at: one.receivedAt ?? one.createdAt,
    }
  })
  return <RelatedRows title={label(returnEntity.plural)} rows={rows} none={t('goodsReturn.none')} action={action} />
}

type NewProps = { readonly orderId: string; readonly ticketId?: string; readonly size?: 'sm' }

export function NewReturnButton({ orderId, ticketId, size }: NewProps) {
  const t = useText(returnText)
  const session = useSession()
  const [open, setOpen] = useState(false)
  if (!mayDo(session, 'goodsReturn.create')) return null
  return (
    <>
      <Button icon="undo" {...(size && { size })} onClick={() => setOpen(true)}>
        {t('goodsReturn.new')}
      </Button>
      {open && <NewReturnSheet orderId={orderId} {...(ticketId && { ticketId })} onClose={() => setOpen(false)} />}
    </>
  )
}

const readers = { customer: ticketCalls.ofCustomer, order: ticketCalls.ofOrder, shipment: ticketCalls.ofShipment }
const keys = { customer: 'customerId', order: 'orderId', shipment: 'shipmentId' } as const

function TicketsOf({ entity, id }: { readonly entity: Subject; readonly id: string }) {
  const t = useText(ticketText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const [open, setOpen] = useState(false)
  const tickets = useQuery({ queryKey: ['ticket', entity, id], queryFn: () => readers[entity]({ id }) })
  const rows = tickets.data?.map(one => {
    const state = stateOf(ticketEntity, one.state)
    return {
      id: one.id,
      href: `/tickets/${one.id}`,
      title: one.title,
      ...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } }),
      at: one.createdAt,
    }
  })
  return (
    <>
      <RelatedRows
        title={label(ticketEntity.plural)}
        rows={rows}
        none={t('ticket.none')}
        action={
          mayDo(session, 'ticket.create') && (
            <Button size="sm" icon="plus" onClick={() => setOpen(true)}>
              {t('ticket.new')}
            </Button>
          )
        }
      />
      <Sheet open={open} onClose={() => setOpen(false)} title={t('ticket.new')} width={560}>
        <TicketForm
          about={{ [keys[entity]]: id }}
          onDone={made => go(`/tickets/${made}`)}
          onCancel={() => setOpen(false)}
        />
      </Sheet>
    </>
  )
}
