import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MoveOffer } from '#kernel/flow.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { heldByTerms } from '#ui/heldByTerms.ts'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { type Fact, RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { orderEntity } from '../order.entity.ts'
import type { OrderMove } from '../order.flow.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { typeRules } from '../orderType.rules.ts'
import { LinesPart } from './LinesPart.tsx'
import { OrderForm } from './OrderForm.tsx'
import { OrderPaper } from './OrderPaper.tsx'
import { PriorityPick } from './PriorityPick.tsx'
import { PromisePart } from './PromisePart.tsx'
import { ReviewNow } from './ReviewNow.tsx'
import { ReviewPart } from './ReviewPart.tsx'
import { SamplePart } from './SamplePart.tsx'
import { TermsPart } from './TermsPart.tsx'
import { TypeTag } from './TypeTag.tsx'
import { endingOf } from './useEnding.ts'
import { useFulfilmentWord } from './useFulfilmentWord.ts'
import { moveCalls, orderCalls } from './useOrderCalls.ts'
import { useReleaseWay } from './useReleaseWay.tsx'
import { WarningsPart } from './WarningsPart.tsx'
import './Order.css'

export function OrderPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (order.error) return <Problem error={order.error} onRetry={() => order.refetch()} />
  if (!order.data) return <Skeleton shape="record" />
  return <OrderRecord key={id} order={order.data} />
}

function OrderRecord({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const label = useLabel()
  const entity = useEntity(orderEntity)
  const [editing, setEditing] = useState(false)
  const [termsOpen, setTermsOpen] = useState(false)
  const tone = entity.fields.find(field => field.key === 'state')?.choices?.find(one => one.value === order.state)?.tone
  return (
    <>
      <PageTop title={order.number} back={{ label: label(entity.plural), href: '/orders' }} />
      <Slot name="strip" entity="order" id={order.id} />
      <RecordHead
        title={order.dealName ?? order.customerName}
        state={
          order.completedAt
            ? { label: t('order.completed'), tone: 'ok' }
            : { label: t(`state.order.${order.state}`), tone: tone ?? 'off' }
        }
        sub={
          <>
            <TypeTag type={order.type} />
            <Link className="link" href={`/customers/${order.customerId}`}>
              {order.customerName}
            </Link>
            {order.ownerName && <span>{t('order.owner', { name: order.ownerName })}</span>}
            {order.poNumber && <span>{order.poNumber}</span>}
            {order.siteName && <span>{order.siteName}</span>}
            <PriorityPick order={order} />
            {order.promisedDate && (
              <span>
                {t('order.line.promised')} <Day day={order.promisedDate} />
              </span>
            )}
          </>
        }
        facts={useAxes(order)}
        sum={{ label: t('order.total'), value: <Money amount={order.gross} currency={order.currency} /> }}
      />
      <Slot name="origin" entity="order" id={order.id} />
      <OrderMoves order={order} termsOpen={termsOpen} onEdit={() => setEditing(true)} />
      <SamplePart order={order} />
      <WarningsPart order={order} />
      <div className="rec-grid">
        <div className="stack">
          <LinesPart order={order} />
          <PromisePart order={order} />
          {typeRules[order.type].settled && <TermsPart order={order} onUnsaved={setTermsOpen} />}
          <ReviewPart order={order} />
          <section className="card">
            <header>
              <h2>{t('order.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={order} compact />
            </div>
          </section>
          <Slot name="related" entity="order" id={order.id} />
          <Slot name="files" entity="order" id={order.id} />
        </div>
        <div className="side stack">
          <Slot name="timeline" entity="order" id={order.id} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('order.edit')} width={560}>
        <OrderForm order={order} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </Sheet>
      <OrderPaper order={order} />
    </>
  )
}

/** The four derived axes beside the one stored state. */
function useAxes({ axes, state, type }: WholeOrder): Fact[] {
  const t = useText(orderText)
  const sent = useFulfilmentWord()
  if (state === 'draft' || state === 'in_review') return []
  return (['supply', 'fulfilment', 'billing', 'payment'] as const).map(axis => {
    const { value, share } = axes[axis]
    const full = share >= 100
    const ofSite = axis === 'fulfilment' ? sent({ type, fulfilment: axes.fulfilment.value }) : undefined
    const word = `order.${axis}.${value}` as 'order.supply.full' // the server answers one of the axis's own words
    return {
      label: t(`order.axis.${axis}`),
      value: ofSite ?? t(word),
      share,
      tone: value === 'over' ? 'late' : value === 'notNeeded' ? 'off' : full ? 'ok' : 'cool',
      ...(!full && share > 0 && { note: `${share}%` }),
    }
  })
}

const cancelNote: Field = {
  key: 'note',
  label: orderText['order.cancelNote'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const backNote: Field = {
  key: 'note',
  label: orderText['order.review.why'],
  kind: 'text',
  required: true,
  maxLength: 500,
}

/** What lies free is held beside what waits for it, where there is any. */
const shownMoves = (offers: readonly MoveOffer[]): MoveOffer[] => offers.filter(one => one.move !== 'reserve')

type MovesProps = { readonly order: WholeOrder; readonly termsOpen: boolean; readonly onEdit: () => void }

function OrderMoves({ order, termsOpen, onEdit }: MovesProps) {
  const t = useText(orderText)
  const session = useSession()
  const { lang } = useLang()
  const queries = useQueryClient()
  const { id, version, state } = order
  const offers = useQuery({ queryKey: ['order', id, 'moves', version], queryFn: () => orderCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const call = moveCalls[move as OrderMove] // the offers are the flow's own moves
    await call({ id, version, ...(typeof values.note === 'string' && { note: values.note }) })
    await Promise.all(
      ['order', 'approval', 'handoff', 'thread', 'stock', 'credit'].map(key =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    )
  }
  const release = useReleaseWay(order)
  const confirm = offers.data?.find(offer => offer.move === 'confirm')
  // that the reader may not confirm by hand is said at the button; here stands what the order lacks
  const lacks = confirm?.reasons.filter(one => one.key !== 'flow.notAllowed') ?? []
  const stuck = state === 'in_review' && order.reviewed && lacks.length > 0
  const editable = (state === 'draft' || state === 'in_review') && mayDo(session, 'order.edit')
  return (
    <>
      <MoveBar
        offers={offers.isPending ? undefined : heldByTerms(shownMoves(offers.data ?? []), ['submit'], termsOpen)}
        primary={state === 'draft' ? 'submit' : 'confirm'}
        label={move => t(`move.order.${move}` as 'move.order.submit')} // the offers are the flow's moves, each with its words
        asks={{ cancel: [cancelNote], sendBack: [backNote] }}
        warn={state === 'draft' ? undefined : endingOf(id)}
        onMove={run}
        wayOut={release.wayOut}
        first={
          <>
            <ReviewNow order={order} />
            <Slot name="next" entity="order" id={id} />
          </>
        }
      >
        <Button kind="text" icon="print" href={`/api/orders/${id}/pdf?lang=${lang}`}>
          {t('order.print')}
        </Button>
        {editable && (
          <Button icon="edit" onClick={onEdit}>
            {t('order.edit')}
          </Button>
        )}
      </MoveBar>
      {release.sheet}
      {stuck && (
        <aside className="card orderstuck" role="status">
          <div className="body">
            <b className="b">{t('order.reviewedBut')}</b>
            <Reasons reasons={lacks} wayOut={release.wayOut} />
          </div>
        </aside>
      )}
    </>
  )
}
