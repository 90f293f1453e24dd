import { useQuery } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { writeOffEntity } from '../writeOff.entity.ts'
import type { WriteOffMove } from '../writeOff.flow.ts'
import type { WriteOff } from '../writeOff.schema.ts'
import { writeOffText } from '../writeOff.text.ts'
import { useRefresh, writeOffCalls } from './useCollectionCalls.ts'

export function WriteOffPage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['writeOff', id], queryFn: () => writeOffCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <WriteOffRecord key={id} writeOff={found.data} />
}

const shown = ['kind', 'reason', 'date', 'ownerId']

function WriteOffRecord({ writeOff }: { writeOff: WriteOff }) {
  const t = useText(writeOffText)
  const label = useLabel()
  const entity = useEntity(writeOffEntity)
  const choices = entity.fields.find(field => field.key === 'state')?.choices
  const tone = choices?.find(one => one.value === writeOff.state)?.tone ?? 'off'
  const fields = entity.fields.filter(field => shown.includes(field.key) || field.custom)
  return (
    <>
      <PageTop title={writeOff.number} back={{ label: label(entity.plural), href: '/write-offs' }} />
      <RecordHead
        title={writeOff.customerName}
        href={`/customers/${writeOff.customerId}`}
        state={{ label: t(`state.writeOff.${writeOff.state}`), tone }}
        sub={
          <>
            <Link className="link" href={`/orders/${writeOff.orderId}`}>
              {writeOff.orderNumber}
            </Link>
            <span>{t(`writeOff.kind.${writeOff.kind}`)}</span>
          </>
        }
        sum={{ label: t('writeOff.amount'), value: <Money amount={writeOff.amount} currency={writeOff.currency} /> }}
      />
      <WriteOffMoves writeOff={writeOff} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('writeOff.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={fields} record={writeOff} compact />
            </div>
          </section>
          <Slot name="files" entity="writeOff" id={writeOff.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="writeOff" id={writeOff.id} />
        </div>
      </div>
    </>
  )
}

const note: Field = { key: 'note', label: writeOffText['writeOff.note'], kind: 'text', maxLength: 500 }
const why: Field = { key: 'note', label: writeOffText['writeOff.why'], kind: 'text', required: true, maxLength: 500 }
const asks = { reject: [why], cancel: [note], reverse: [note] }

function WriteOffMoves({ writeOff }: { writeOff: WriteOff }) {
  const t = useText(writeOffText)
  const refresh = useRefresh()
  const { id, version } = writeOff
  const offers = useQuery({ queryKey: ['writeOff', id, 'moves', version], queryFn: () => writeOffCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const said = typeof values.note === 'string' ? values.note.trim() : ''
    if (move === 'reject') await writeOffCalls.reject({ id, version, note: said })
    else {
      const call = writeOffCalls[move as Exclude<WriteOffMove, 'reject'>] // the offers are the flow's own moves
      await call({ id, version, ...(said && { note: said }) })
    }
    await refresh()
  }
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      primary="approve"
      label={move => t(`move.writeOff.${move}` as 'move.writeOff.approve')} // the offers are the flow's moves, each with its words
      asks={asks}
      onMove={run}
    />
  )
}
