import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import type { HandoverCount, Owed } from '../handover.schema.ts'
import { handoverText } from '../handover.text.ts'

const isKind = (kind: string): kind is keyof typeof kinds => kind in kinds
const kinds = {
  customer: 'handover.kind.customer',
  lead: 'handover.kind.lead',
  deal: 'handover.kind.deal',
  order: 'handover.kind.order',
  service: 'handover.kind.service',
  work: 'handover.kind.work',
  setup: 'handover.kind.setup',
} as const

export function useKindName(): (kind: string) => string {
  const t = useText(handoverText)
  return kind => (isKind(kind) ? t(kinds[kind]) : kind)
}

/** How much of what changes hands. */
export function CountList({ counts }: { counts: readonly HandoverCount[] }) {
  const t = useText(handoverText)
  const name = useKindName()
  const byKind = Map.groupBy(counts, one => one.kind)
  return (
    <section className="card">
      <header>
        <h2>{t('handover.counts')}</h2>
      </header>
      <div className="body">
        {counts.length === 0 && <p className="t3">{t('handover.nothing')}</p>}
        {[...byKind].map(([kind, some]) => (
          <p key={kind} className="row">
            <span className="grow">{name(kind)}</span>
            <b className="num">{some.reduce((all, one) => all + one.count, 0)}</b>
          </p>
        ))}
      </div>
    </section>
  )
}

const owed = { promise: 'handover.owed.promise', need: 'handover.owed.need', step: 'handover.owed.step' } as const
const isOwed = (kind: string): kind is keyof typeof owed => kind in owed

/** What whoever takes over has to keep. */
export function OwedList({ promises }: { promises: readonly Owed[] }) {
  const t = useText(handoverText)
  return (
    <section className="card">
      <header>
        <h2>{t('handover.promises')}</h2>
      </header>
      <div className="body">
        {promises.length === 0 && <p className="t3">{t('handover.noPromises')}</p>}
        {promises.map(one => (
          <p key={`${one.kind} ${one.href} ${one.what}`} className="row">
            <Tag>{isOwed(one.kind) ? t(owed[one.kind]) : one.kind}</Tag>
            <span className="grow">
              {one.what} {one.toWhom && <small className="t3">{one.toWhom}</small>}
            </span>
            <small className="t3 nw">{one.byWhen?.slice(0, 10)}</small>
            <Link className="link" href={one.href}>
              {one.about}
            </Link>
          </p>
        ))}
      </div>
    </section>
  )
}
