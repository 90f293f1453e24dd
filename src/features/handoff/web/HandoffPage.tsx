import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day, When } from '#ui/When.tsx'
import type { Handoff } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { PacketItems } from './PacketItems.tsx'
import { SendBackSheet } from './SendBackSheet.tsx'
import { useDealEntity } from './useChecklist.ts'
import { handoffCalls } from './useHandoffCalls.ts'
import './Handoff.css'

const tones = { complete: 'warm', accepted: 'ok', sent_back: 'late' } as const
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
  const session = useSession()
  const queries = useQueryClient()
  // how an item that repeats a field of the deal is shown
  const deal = useDealEntity()
  const fresh = () => queries.invalidateQueries({ queryKey: ['handoff'] })
  return <PacketItems packet={packet} deal={deal} may={mayDo(session, 'handoff.resubmit')} onDone={fresh} />
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
  const [backing, setBacking] = useState(false)
  const fresh = async () => {
    await Promise.all(['handoff', 'order', 'thread'].map(key => queries.invalidateQueries({ queryKey: [key] })))
  }
  const run = async (move: string) => {
    if (move === 'sendBack') return setBacking(true)
    if (move === 'accept') await handoffCalls.accept({ id, version })
    if (move === 'resubmit') await handoffCalls.resubmit({ id, version })
    await fresh()
  }
  return (
    <>
      <MoveBar
        offers={offers.data ?? (offers.error ? [] : undefined)}
        primary={packet.state === 'sent_back' ? 'resubmit' : 'accept'}
        label={move => t(`move.handoff.${move}` as 'move.handoff.accept')} // the offers are the flow's moves, each with its words
        onMove={run}
      />
      {backing && <SendBackSheet packet={packet} onDone={fresh} onClose={() => setBacking(false)} />}
    </>
  )
}
