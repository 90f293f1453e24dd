import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useMaking } from '#ui/useMaking.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { ticketApi } from '../ticket.api.ts'
import { ticketEntity } from '../ticket.entity.ts'
import { ticketFlow } from '../ticket.flow.ts'
import type { Ticket } from '../ticket.schema.ts'
import { ticketText } from '../ticket.text.ts'
import { TicketForm } from './TicketForm.tsx'
import { ticketCalls } from './useTicketCalls.ts'

const bulk = { apis: [ticketApi], flow: ticketFlow }
const customer: Field = {
  key: 'customerId',
  label: { en: 'Customer', zh: '客户' },
  kind: 'reference',
  refEntity: 'customer',
  required: true,
}

const open = { field: 'state', op: 'in', value: ['open', 'in_progress', 'waiting'] }
const searchOf = (...parts: readonly object[]): string =>
  `?filter=${encodeURIComponent(JSON.stringify({ all: parts }))}`

/** What customers ask for, with its clock. */
/** What is over alarms nobody any more. */
const over: readonly Ticket['state'][] = ['closed', 'cancelled']

export function TicketListPage() {
  const t = useText(ticketText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(ticketEntity)
  const [making, setMaking] = useMaking()
  const views = [
    { label: t('ticket.view.all'), search: '' },
    { label: t('ticket.view.open'), search: searchOf(open) },
    { label: t('ticket.view.mine'), search: searchOf({ field: 'handlerId', op: 'in', value: ['me'] }, open) },
    { label: t('ticket.view.late'), search: searchOf({ field: 'isLate', op: 'is', value: true }, open) },
  ]
  const create = mayDo(session, 'ticket.create') && (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('ticket.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <RecordList
        entity={entity}
        href={row => `/tickets/${row.id}`}
        load={ticketCalls.list}
        summary={ticketCalls.summary}
        before={create}
        views={views}
        cells={{
          dueAt: row => (
            <span className={row.isLate && !over.includes(row.state) ? 'late' : ''}>
              <When at={row.dueAt} />
            </span>
          ),
        }}
        bulk={bulk}
        {...(mayDo(session, 'ticket.export') && {
          exportHref: query => addressOf({ path: '/tickets/export', query }),
        })}
        empty={{ title: t('ticket.empty'), say: t('ticket.emptySay'), action: create }}
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('ticket.new')} width={560}>
        <TicketForm
          more={[customer]}
          about={{}}
          onDone={id => go(`/tickets/${id}`)}
          onCancel={() => setMaking(false)}
        />
      </Sheet>
    </>
  )
}
