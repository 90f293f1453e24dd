import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { add, sum } from '#kernel/money.ts'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { Ageing, Receipt } from '../collection.schema.ts'
import { receiptEntity } from '../receipt.entity.ts'
import { receivableText } from '../receivable.text.ts'
import { receiptCalls } from './useCollectionCalls.ts'

/** What a payer owes, what of it is late, what we hold of theirs, and what came in last. */
export function PayerPart({ id }: SlotProps) {
  const t = useText(receivableText)
  const ages = useQuery({
    queryKey: ['receivable', 'of', id],
    queryFn: async () => (await receiptCalls.ageing({ customerId: id }))[0] ?? null,
  })
  const filter = JSON.stringify({ field: 'customerId', op: 'is', value: id })
  const last = useQuery({
    queryKey: ['receipt', 'list', 'customer', id],
    queryFn: () => receiptCalls.list({ filter, limit: 5 }),
  })
  if (!ages.data && !ages.isPending) return null
  if (!ages.data || !last.data) return <CardSkeleton rows={2} />
  return (
    <section className="card">
      <header>
        <h2>{t('receivable.money')}</h2>
        <span className="grow" />
        <More id={id} age={ages.data} />
      </header>
      <div className="body">
        <Owed age={ages.data} />
        {last.data.items.length === 0 && <p className="t3">{t('receivable.noReceipts')}</p>}
        {last.data.items.map(one => (
          <Came key={one.id} one={one} />
        ))}
      </div>
    </section>
  )
}

const lateOf = ({ days30, days60, days90, older }: Ageing): string => sum([days30, days60, days90, older])

function More({ id, age }: { id: string; age: Ageing }) {
  const t = useText(receivableText)
  const session = useSession()
  if (!mayDo(session, 'receivable.read')) return null
  return (
    <span className="row tight">
      <Link className="link" href={`/customers/${id}/statement`}>
        {t('receivable.statement')}
      </Link>
      {Number(add(age.total, age.surplus)) !== 0 && (
        <Link className="link" href={`/receivables/${id}`}>
          {t('receivable.open')}
        </Link>
      )}
    </span>
  )
}

function Owed({ age }: { age: Ageing }) {
  const t = useText(receivableText)
  const { org } = useSession()
  const late = lateOf(age)
  const rows = [
    ['total', age.total, ''],
    ['overdue', late, Number(late) > 0 ? 'late' : ''],
    ['surplus', age.surplus, ''],
  ] as const
  return (
    <>
      {rows.map(([name, amount, tone]) => (
        <p key={name} className="relrow">
          <span className="t2">{t(`receivable.${name}`)}</span>
          <span className="grow" />
          <span className={tone}>
            <Money amount={amount} currency={org.currency} />
          </span>
        </p>
      ))}
    </>
  )
}

function Came({ one }: { one: Receipt }) {
  const label = useLabel()
  const states = receiptEntity.fields.find(field => field.key === 'state')?.choices ?? []
  const state = states.find(each => each.value === one.state)
  return (
    <p className="relrow">
      <Link className="link cut" href={`/receipts/${one.id}`}>
        {one.number}
      </Link>
      {state && <Tag tone={state.tone ?? 'off'}>{label(state.label)}</Tag>}
      <small className="t3 dk">
        <Day day={one.date} />
      </small>
      <span className="grow" />
      <Money amount={one.amount} currency={one.currency} />
    </p>
  )
}
