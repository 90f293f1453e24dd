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
import { useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { creditReleaseEntity } from '../creditRelease.entity.ts'
import type { ReleaseMove } from '../creditRelease.flow.ts'
import type { CreditRelease } from '../creditRelease.schema.ts'
import { creditReleaseText } from '../creditRelease.text.ts'
import { CreditRow } from './CreditRow.tsx'
import { releaseCalls, useReleaseRefresh } from './useReleaseCalls.ts'
import './Order.css'

export function ReleasePage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['creditRelease', id], queryFn: () => releaseCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <ReleaseRecord key={id} release={found.data} />
}

const shown = ['reason', 'until', 'askedById', 'decidedById', 'decidedAt', 'ownerId']

function ReleaseRecord({ release }: { release: CreditRelease }) {
  const t = useText(creditReleaseText)
  const label = useLabel()
  const { org } = useSession()
  const entity = useEntity(creditReleaseEntity)
  const choices = entity.fields.find(field => field.key === 'standing')?.choices
  const tone = choices?.find(one => one.value === release.standing)?.tone ?? 'off'
  const fields = entity.fields.filter(field => shown.includes(field.key) || field.custom)
  const { customerId, customerName, amount } = release
  return (
    <>
      <PageTop title={release.number} back={{ label: label(entity.plural), href: '/credit-releases' }} />
      <RecordHead
        title={customerName}
        href={`/customers/${customerId}`}
        state={{ label: t(`standing.creditRelease.${release.standing}`), tone }}
        sub={
          <>
            <Link className="link" href={`/orders/${release.orderId}`}>
              {release.orderNumber}
            </Link>
            <span>
              {t('creditRelease.until')} <Day day={release.until} />
            </span>
          </>
        }
        {...(amount !== undefined && {
          sum: { label: t('creditRelease.amount'), value: <Money amount={amount} currency={org.currency} /> },
        })}
      />
      <ReleaseMoves release={release} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('creditRelease.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={fields} record={release} compact />
            </div>
            <CreditRow order={{ payerId: customerId, payerName: customerName }} />
          </section>
          <Slot name="files" entity="creditRelease" id={release.id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="creditRelease" id={release.id} />
        </div>
      </div>
    </>
  )
}

const note: Field = { key: 'note', label: creditReleaseText['creditRelease.note'], kind: 'text', maxLength: 500 }
const why: Field = { ...note, label: creditReleaseText['creditRelease.why'], required: true }
const asks = { refuse: [why], revoke: [note] }

function ReleaseMoves({ release }: { release: CreditRelease }) {
  const t = useText(creditReleaseText)
  const refresh = useReleaseRefresh()
  const { id, version } = release
  const offers = useQuery({
    queryKey: ['creditRelease', id, 'moves', version],
    queryFn: () => releaseCalls.offers({ id }),
  })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const said = typeof values.note === 'string' ? values.note.trim() : ''
    if (move === 'refuse') await releaseCalls.refuse({ id, version, note: said })
    else {
      const call = releaseCalls[move as Exclude<ReleaseMove, 'refuse' | 'replace'>] // the offers are the flow's own moves
      await call({ id, version, ...(said && { note: said }) })
    }
    await refresh()
  }
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      primary="grant"
      label={move => t(`move.creditRelease.${move}` as 'move.creditRelease.grant')} // the offers are the flow's moves, each with its words
      asks={asks}
      onMove={run}
    />
  )
}
