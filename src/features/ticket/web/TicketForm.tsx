import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { ticketEntity } from '../ticket.entity.ts'
import type { NewTicket } from '../ticket.schema.ts'
import { ticketCalls, useRefresh } from './useTicketCalls.ts'

type About = Pick<NewTicket, 'customerId' | 'orderId' | 'shipmentId'>
type Props = {
  /** Asked before the ticket's own fields. */
  readonly more?: readonly Field[]
  /** What it is about, where one stands on that page. */
  readonly about: About
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

export function TicketForm({ more = [], about, onDone, onCancel }: Props) {
  const entity = useEntity(ticketEntity)
  const refresh = useRefresh()
  const own = formFields(entity).filter(field => more.length > 0 || about.customerId || field.key !== 'contactId')
  const start = { kind: 'question', priority: 'normal', ...about }
  return (
    <RecordForm
      fields={[...more, ...own]}
      record={start}
      draftKey={`ticket:new:${about.orderId ?? about.shipmentId ?? about.customerId ?? ''}`}
      onSave={async body => {
        const saved = await ticketCalls.create({ ...start, ...body } as NewTicket) // the form offers exactly the shape's fields; the server checks every one
        await refresh()
        onDone(saved.id)
      }}
      onCancel={onCancel}
    />
  )
}
