import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { ticketEntity } from '../ticket.entity.ts'
import type { TicketMove } from '../ticket.flow.ts'
import type { Ticket } from '../ticket.schema.ts'
import { ticketText } from '../ticket.text.ts'
import { NewReturnButton, ReturnsOfTicket } from './AfterSalesPart.tsx'
import { ticketCalls, useRefresh } from './useTicketCalls.ts'

export function TicketPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const ticket = useQuery({ queryKey: ['ticket', id], queryFn: () => ticketCalls.get({ id }) })
  if (ticket.error) return <Problem error={ticket.error} onRetry={() => ticket.refetch()} />
  if (!ticket.data) return <Skeleton shape="record" />
  return <TicketRecord key={id} ticket={ticket.data} />
}

type Props = { readonly ticket: Ticket }

function TicketRecord({ ticket }: Props) {
  const t = useText(ticketText)
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(ticketEntity)
  const choice = (key: string, value: string) =>
    entity.fields.find(field => field.key === key)?.choices?.find(one => one.value === value)
  const { id, number, state, kind, priority, customerId, orderId, shipmentId } = ticket
  const urgency = choice('priority', priority)
  const what = choice('kind', kind)
  return (
    <>
      <PageTop title={number} back={{ label: label(entity.plural), href: '/tickets' }} />
      {orderId && <Slot name="strip" entity="ticket" id={id} />}
      <RecordHead
        title={ticket.title}
        state={{ label: t(`state.ticket.${state}`), tone: choice('state', state)?.tone ?? 'off' }}
        sub={
          <>
            <Link className="link" href={`/customers/${customerId}`}>
              {ticket.customerName}
            </Link>
            {orderId && (
              <Link className="link" href={`/orders/${orderId}`}>
                {ticket.orderNumber}
              </Link>
            )}
            {shipmentId && (
              <Link className="link" href={`/shipments/${shipmentId}`}>
                {ticket.shipmentNumber}
              </Link>
            )}
            {what && <span>{label(what.label)}</span>}
            {urgency && <Tag tone={urgency.tone ?? 'off'}>{label(urgency.label)}</Tag>}
          </>
        }
        facts={clockOf(t, ticket)}
      />
      <TicketMoves ticket={ticket} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('ticket.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={shownFields(entity.fields, ticket)} record={ticket} compact />
            </div>
          </section>
          {orderId && mayDo(session, 'goodsReturn.read') && <ReturnsOfTicket ticketId={id} />}
          {state === 'closed' && <Slot name="related" entity="ticket" id={id} />}
          <Slot name="files" entity="ticket" id={id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="ticket" id={id} closed={state === 'closed' || state === 'cancelled'} />
        </div>
      </div>
    </>
  )
}

const shownFields = (fields: readonly Field[], ticket: Ticket): readonly Field[] =>
  fields.filter(
    ({ key }) => ['content', 'handlerId', 'contactId'].includes(key) || (key === 'resolution' && ticket.resolution),
  )

type Say = ReturnType<typeof useText<typeof ticketText>>
/** Who sees to it, and until when: answered or not, settled or not, standing still. */
function clockOf(t: Say, ticket: Ticket) {
  const { firstResponseAt, resolvedAt, waitingSince, responseDueAt, dueAt, state, isLate } = ticket
  const late = isLate && state !== 'cancelled' ? { tone: 'late' as const, note: t('ticket.late') } : {}
  const answer = firstResponseAt
    ? { label: t('ticket.answered'), value: <When at={firstResponseAt} /> }
    : { label: t('ticket.answerBy'), value: <When at={responseDueAt} />, ...late }
  const settle = resolvedAt
    ? { label: t('ticket.settled'), value: <When at={resolvedAt} /> }
    : waitingSince
      ? { label: t('ticket.stands'), value: <When at={waitingSince} /> }
      : { label: t('ticket.settleBy'), value: <When at={dueAt} />, ...(firstResponseAt && late) }
  return [{ label: t('ticket.handler'), value: ticket.handlerName ?? t('ticket.nobody') }, answer, settle]
}

const word = (key: keyof typeof ticketText, name: string, kind: Field['kind'] = 'text'): Field => ({
  key: name,
  label: ticketText[key],
  kind,
  maxLength: kind === 'text' ? 500 : 5000,
})
const note = [word('ticket.note', 'note')]
const solution = [{ ...word('ticket.solution', 'resolution', 'longText'), required: true }]
const primaries: Partial<Record<Ticket['state'], TicketMove>> = {
  open: 'start',
  in_progress: 'resolve',
  waiting: 'resume',
  resolved: 'close',
}

function TicketMoves({ ticket }: Props) {
  const t = useText(ticketText)
  const session = useSession()
  const refresh = useRefresh()
  const [editing, setEditing] = useState(false)
  const { id, version, state, orderId } = ticket
  const offers = useQuery({ queryKey: ['ticket', id, 'moves', version], queryFn: () => ticketCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const call = ticketCalls[move as TicketMove] // the offers are the flow's own moves
    const texts = Object.entries(values).filter(([, value]) => typeof value === 'string' && value.trim() !== '')
    await call({ id, version, ...Object.fromEntries(texts) })
    await refresh()
  }
  const primary = primaries[state]
  const isOpen = state !== 'closed' && state !== 'cancelled'
  return (
    <>
      <MoveBar
        offers={offers.data}
        {...(primary && { primary })}
        label={move => t(`move.ticket.${move}` as 'move.ticket.start')} // the offers are the flow's moves, each with its words
        asks={{ resolve: solution, wait: note, cancel: note, reopen: note }}
        onMove={run}
      >
        {isOpen && orderId && <NewReturnButton orderId={orderId} ticketId={id} />}
        {isOpen && mayDo(session, 'ticket.edit') && (
          <Button icon="edit" onClick={() => setEditing(true)}>
            {t('ticket.edit')}
          </Button>
        )}
      </MoveBar>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('ticket.edit')} width={560}>
        <EditForm ticket={ticket} onDone={() => setEditing(false)} />
      </Sheet>
    </>
  )
}

function EditForm({ ticket, onDone }: Props & { readonly onDone: () => void }) {
  const entity = useEntity(ticketEntity)
  const refresh = useRefresh()
  return (
    <RecordForm
      fields={formFields(entity)}
      sections={entity.form}
      record={ticket}
      version={ticket.version}
      draftKey={`ticket:${ticket.id}`}
      onSave={async (body, version) => {
        await ticketCalls.edit({ id: ticket.id, ...body, ...(version !== undefined && { version }) })
        await refresh()
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
