import './Yard.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { isTrouble } from '../carrier.rules.ts'
import { carrierText } from '../carrier.text.ts'
import type { Yard, YardCard, YardColumn } from '../yard.schema.ts'
import { yardText } from '../yard.text.ts'
import { shipmentCalls, useRefresh, yardCalls } from './useShipmentCalls.ts'

/** What the warehouse does next: to plan, to pick, to ship, to follow; on a phone one column under the other. */
export function WarehouseBoardPage() {
  const t = useText(yardText)
  const [warehouseId, setWarehouse] = useState<string>()
  const at = new URLSearchParams(usePlace().search).get('at')
  const yard = useQuery({
    queryKey: ['shipment', 'yard', warehouseId ?? ''],
    queryFn: () => yardCalls.board(warehouseId ? { warehouseId } : {}),
    refetchInterval: 60_000,
  })
  const isThere = yard.data !== undefined
  // a figure of Home leads to its column: far down on a phone
  useEffect(() => {
    if (isThere && at) document.getElementById(`yard-${at}`)?.scrollIntoView({ block: 'start' })
  }, [isThere, at])
  if (yard.error) return <Problem error={yard.error} onRetry={() => yard.refetch()} />
  if (!yard.data) return <Skeleton shape="board" />
  const { columns, warehouses } = yard.data
  return (
    <>
      <PageTop title={t('yard.title')} />
      <div className="row yardbar">
        {warehouses.length > 1 &&
          [{ id: undefined, name: t('yard.all') }, ...warehouses].map(({ id, name }) => (
            <button
              key={id ?? ''}
              type="button"
              className={warehouseId === id ? 'chip on' : 'chip'}
              aria-pressed={warehouseId === id}
              onClick={() => setWarehouse(id)}
            >
              {name}
            </button>
          ))}
        <span className="grow" />
        <Button size="sm" icon="list" href="/shipments">
          {t('yard.list')}
        </Button>
      </div>
      <div className="yard">
        {columns.map(column => (
          <Column key={column.key} column={column} />
        ))}
      </div>
    </>
  )
}

function Column({ column: { key, count, cards } }: { column: Yard['columns'][number] }) {
  const t = useText(yardText)
  return (
    <section
      id={`yard-${key}`}
      className={key === 'problem' && count > 0 ? 'card bad' : 'card'}
      aria-label={t(`yard.col.${key}`)}
    >
      <header>
        <h2>{t(`yard.col.${key}`)}</h2>
        <span className="t3">{count}</span>
      </header>
      <ol className="plain">
        {cards.map(card => (
          <Card key={card.key} card={card} column={key} />
        ))}
      </ol>
      {cards.length === 0 && <p className="t3 none">{t('yard.none')}</p>}
      {count > cards.length && <p className="t3 none">{t('yard.more', { count: count - cards.length })}</p>}
    </section>
  )
}

function Card({ card, column }: { card: YardCard; column: YardColumn }) {
  const t = useText(yardText)
  const c = useText(carrierText)
  const { entity, recordId, number, customerName, days, carrierState, lines, checked } = card
  return (
    <li>
      <p className="row">
        <Link className="b cut grow" href={`/${entity}s/${recordId}`}>
          {customerName}
        </Link>
        {card.late && <Tag tone="late">{t('yard.late')}</Tag>}
        <small className="t3 nw">{days === 0 ? t('yard.today') : t('yard.days', { n: days })}</small>
      </p>
      <small className="t3 cut">
        {[number, card.orderNumbers, card.warehouses, lines === 1 ? t('yard.line') : t('yard.lines', { count: lines })]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {column === 'ready' && <small className="t2">{t('yard.checked', { checked, count: lines })}</small>}
      {carrierState && <Tag tone={isTrouble(carrierState) ? 'late' : 'cool'}>{c(`state.carrier.${carrierState}`)}</Tag>}
      {card.short && <small className="short">{t('yard.short', { what: card.short })}</small>}
      <Next card={card} column={column} />
    </li>
  )
}

/** One tap to the next step; what cannot be, says why. */
function Next({ card, column }: { card: YardCard; column: YardColumn }) {
  const t = useText(yardText)
  const session = useSession()
  const say = useReason()
  const tell = useToast()
  const go = useGo()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const step = nextOf(card, column)
  if (!mayDo(session, step.access)) return null
  const { recordId: id } = card
  const run = async () => {
    if (step.does === 'open') return go(`/shipments/${id}`)
    setBusy(true)
    try {
      if (step.does === 'plan') go(`/shipments/${(await shipmentCalls.create({ orderIds: [id] })).id}`)
      else await shipmentCalls[step.does]({ id })
      await refresh()
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    }
    setBusy(false)
  }
  return (
    <Button size="sm" busy={busy} kind={column === 'ready' ? 'primary' : 'plain'} onClick={run}>
      {t(step.say)}
    </Button>
  )
}

function nextOf({ lines, checked }: YardCard, column: YardColumn) {
  if (column === 'plan') return { does: 'plan', say: 'yard.next.plan', access: 'shipment.create' } as const
  if (column === 'pick') return { does: 'ready', say: 'yard.next.pick', access: 'shipment.ready' } as const
  if (column === 'problem') return { does: 'open', say: 'yard.next.look', access: 'shipment.deliver' } as const
  if (column !== 'ready') return { does: 'open', say: 'yard.next.arrive', access: 'shipment.deliver' } as const
  return checked < lines
    ? ({ does: 'open', say: 'yard.next.check', access: 'shipment.edit' } as const)
    : ({ does: 'ship', say: 'yard.next.ship', access: 'shipment.ship' } as const)
}
