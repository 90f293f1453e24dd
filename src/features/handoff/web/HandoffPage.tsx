import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { Icon } from '#ui/Icon.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { Day, When } from '#ui/When.tsx'
import type { Handoff } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls } from './useHandoffCalls.ts'
import './Handoff.css'

const tones = { complete: 'warm', accepted: 'ok', sent_back: 'late' } as const
const why: Field = {
  key: 'reason',
  label: handoffText['handoff.why'],
  kind: 'longText',
  required: true,
  maxLength: 2000,
}

export function HandoffPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const packet = useQuery({ queryKey: ['handoff', id], queryFn: () => handoffCalls.get({ id }) })
  if (packet.error) return <Problem error={packet.error} onRetry={() => packet.refetch()} />
  if (!packet.data) return <Skeleton shape="record" />
  return <Packet packet={packet.data} />
}

function Packet({ packet }: { packet: Handoff }) {
  const t = useText(handoffText)
  return (
    <>
      <PageTop title={packet.orderNumber} back={{ label: t('handoff.board'), href: '/handoff' }} />
      <Slot name="strip" entity="handoff" id={packet.id} />
      <RecordHead
        title={packet.dealName}
        state={{ label: t(`state.handoff.${packet.state}`), tone: tones[packet.state] }}
        sub={
          <>
            <Link className="link" href={`/customers/${packet.customerId}`}>
              {packet.customerName}
            </Link>
            <Link className="link" href={`/orders/${packet.orderId}`}>
              {packet.orderNumber}
            </Link>
            <Link className="link" href={`/deals/${packet.dealId}`}>
              {t('handoff.deal')}
            </Link>
            {packet.acceptedByName && <span>{t('handoff.acceptedBy', { name: packet.acceptedByName })}</span>}
            <When at={packet.since} />
          </>
        }
        sum={{ label: t('handoff.order'), value: <Money amount={packet.gross} currency={packet.currency} /> }}
      />
      {packet.state !== 'accepted' && <PacketMoves packet={packet} />}
      {packet.state === 'sent_back' && packet.reason && (
        <aside className="card" role="status">
          <p className="body late">{t('handoff.sentBackBecause', { reason: packet.reason })}</p>
        </aside>
      )}
      <div className="rec-grid">
        <div className="stack">
          <Checklist packet={packet} />
          <Carried packet={packet} />
          <Slot name="files" entity="handoff" id={packet.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="handoff" id={packet.id} />
        </div>
      </div>
    </>
  )
}

function Checklist({ packet }: { packet: Handoff }) {
  const t = useText(handoffText)
  return (
    <section className="card">
      <header>
        <h2>{t('handoff.checklist')}</h2>
      </header>
      <ul className="body packetitems">
        {packet.items.map(item => (
          <li key={item.key} className={item.ok ? '' : 'late'}>
            <Icon name={item.ok ? 'check' : 'x'} />
            <span>{t(`handoff.item.${item.key}`)}</span>
            <b className="b">{item.key === 'promisedDate' && item.say ? <Day day={item.say} /> : (item.say ?? '–')}</b>
          </li>
        ))}
      </ul>
      {packet.note && <p className="body t2">{packet.note}</p>}
    </section>
  )
}

/** What was learned and promised before the deal was won. */
function Carried({ packet }: { packet: Handoff }) {
  const t = useText(handoffText)
  return (
    <section className="card">
      <header>
        <h2>{t('handoff.needs')}</h2>
      </header>
      <ul className="body">
        {packet.needs.length === 0 && <li className="t3">{t('handoff.none')}</li>}
        {packet.needs.map(need => (
          <li key={need.id}>
            {need.text} {need.answer && <span className="t3">{need.answer}</span>}
          </li>
        ))}
      </ul>
      <header>
        <h2>{t('handoff.promises')}</h2>
      </header>
      <ul className="body">
        {packet.promises.length === 0 && <li className="t3">{t('handoff.none')}</li>}
        {packet.promises.map(promise => (
          <li key={promise.id} className="row">
            <span>{promise.what}</span>
            {promise.byWhen && (
              <Tag tone="warm">
                <Day day={promise.byWhen} />
              </Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function PacketMoves({ packet }: { packet: Handoff }) {
  const t = useText(handoffText)
  const queries = useQueryClient()
  const { id, version } = packet
  const offers = useQuery({ queryKey: ['handoff', id, 'moves', version], queryFn: () => handoffCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    if (move === 'accept') await handoffCalls.accept({ id, version })
    if (move === 'resubmit') await handoffCalls.resubmit({ id, version })
    if (move === 'sendBack') await handoffCalls.sendBack({ id, version, reason: String(values.reason ?? '') })
    await Promise.all(['handoff', 'order', 'thread'].map(key => queries.invalidateQueries({ queryKey: [key] })))
  }
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      primary={packet.state === 'sent_back' ? 'resubmit' : 'accept'}
      label={move => t(`move.handoff.${move}` as 'move.handoff.accept')} // the offers are the flow's moves, each with its words
      asks={{ sendBack: [why] }}
      onMove={run}
    />
  )
}
