import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { Priority, Ticket, TicketState } from '../ticket.schema.ts'

export const tickets = table('tickets', {
  ...recordColumns,
  number: 'text',
  kind: 'text',
  state: 'text',
  priority: 'text',
  title: 'text',
  customerId: 'uuid',
  contactId: 'uuid?',
  orderId: 'uuid?',
  shipmentId: 'uuid?',
  handlerId: 'uuid?',
  content: 'text?',
  resolution: 'text?',
  responseDueAt: 'timestamptz',
  dueAt: 'timestamptz',
  firstResponseAt: 'timestamptz?',
  clockFrom: 'timestamptz',
  waited: 'int',
  waitingSince: 'timestamptz?',
  resolvedAt: 'timestamptz?',
  closedAt: 'timestamptz?',
})
type Text =
  | 'contactId'
  | 'orderId'
  | 'shipmentId'
  | 'handlerId'
  | 'content'
  | 'resolution'
  | 'firstResponseAt'
  | 'waitingSince'
  | 'resolvedAt'
  | 'closedAt'
export type TicketRow = RecordRow & {
  number: string
  kind: Ticket['kind']
  state: TicketState
  priority: Priority
  title: string
  customerId: string
  responseDueAt: string
  dueAt: string
  clockFrom: string
  waited: number
} & Record<Text, string | null>
