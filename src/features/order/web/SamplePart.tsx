import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import { daysBetween, systemClock, today } from '#kernel/clock.ts'
import { cmp } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderTypeApi } from '../orderType.api.ts'
import { typeFields } from '../orderType.entity.ts'
import { orderTypeText } from '../orderType.text.ts'
import { orderCalls } from './useOrderCalls.ts'

const calls = client(orderTypeApi, send)

/** A sample: where it is, by when it is to be back, and the two things that may become of it. */
export function SamplePart({ order }: { readonly order: WholeOrder }) {
  if (order.sampleId) return <Sells order={order} />
  return order.type === 'sample' && order.confirmedAt !== null && order.state !== 'cancelled' ? (
    <Lent order={order} />
  ) : null
}

function Sells({ order }: { readonly order: WholeOrder }) {
  const t = useText(orderTypeText)
  return (
    <p className="row wrap">
      <span className="t3">{t('order.sample.sells')}</span>
      <Link className="link" href={`/orders/${order.sampleId}`}>
        {order.sampleNumber}
      </Link>
    </p>
  )
}

const isOut = ({ lines }: WholeOrder): boolean =>
  lines.some(line => line.fulfil === 'ship' && cmp(line.shipped, line.returned) > 0)

function Lent({ order }: { readonly order: WholeOrder }) {
  const t = useText(orderTypeText)
  const session = useSession()
  const go = useGo()
  const queries = useQueryClient()
  const [dating, setDating] = useState(false)
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const { id } = order
  const sold = useQuery({
    queryKey: ['order', 'list', 'soldBy', id],
    queryFn: () => orderCalls.list({ filter: JSON.stringify({ field: 'sampleId', op: 'is', value: id }), limit: 5 }),
  })
  const items = sold.data?.items ?? []
  const isSold = items.some(one => one.state !== 'cancelled')
  const out = isOut(order)
  const keep = async () => {
    setBusy(true)
    try {
      const made = await calls.keepSample({ id })
      await queries.invalidateQueries({ queryKey: ['order'] })
      go(`/orders/${made.id}`)
    } catch (error) {
      setReasons(reasonsOf(error))
      setBusy(false)
    }
  }
  if (!out && items.length === 0) return null
  return (
    <aside className="card samplepart">
      <div className="body row wrap">
        {out && <Where order={order} />}
        {items.map(one => (
          <span key={one.id} className="nw">
            <span className="t3">{t('order.sample.kept')}</span>{' '}
            <Link className="link" href={`/orders/${one.id}`}>
              {one.number}
            </Link>
          </span>
        ))}
        <span className="grow" />
        {out && mayDo(session, 'order.edit') && (
          <Button size="sm" onClick={() => setDating(true)}>
            {t('order.sample.day')}
          </Button>
        )}
        {out && !isSold && mayDo(session, 'order.create') && (
          <Button size="sm" kind="primary" busy={busy} onClick={keep}>
            {t('order.sample.keep')}
          </Button>
        )}
      </div>
      {reasons.length > 0 && (
        <div className="body" role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
      <Sheet open={dating} onClose={() => setDating(false)} title={t('order.sample.day')} width={420}>
        <DayForm order={order} onDone={() => setDating(false)} />
      </Sheet>
    </aside>
  )
}

function Where({ order: { returnBy, noReturn } }: { readonly order: WholeOrder }) {
  const t = useText(orderTypeText)
  const { org } = useSession()
  const late = returnBy ? daysBetween(returnBy, today(systemClock, org.zone)) : 0
  return (
    <>
      <b className="b">{t('order.sample.out')}</b>
      {noReturn && <span className="t3">{t('order.sample.noReturn')}</span>}
      {returnBy && (
        <span className="nw">
          <span className="t3">{t('order.sample.by')}</span> <Day day={returnBy} />
        </span>
      )}
      {late > 0 && <Tag tone="late">{t('order.sample.late', { days: late })}</Tag>}
    </>
  )
}

const dayFields: readonly Field[] = typeFields.filter(field => field.key === 'returnBy' || field.key === 'noReturn')

function DayForm({ order, onDone }: { readonly order: WholeOrder; readonly onDone: () => void }) {
  const queries = useQueryClient()
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const { id } = order
    await calls.setReturnDay({ id, ...body, ...(version !== undefined && { version }) })
    await queries.invalidateQueries({ queryKey: ['order'] })
    onDone()
  }
  return (
    <RecordForm
      fields={dayFields}
      record={order}
      version={order.version}
      draftKey={`order:${order.id}:back`}
      onSave={save}
      onCancel={onDone}
    />
  )
}
