import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { handoverText } from '../handover.text.ts'
import { handoverCalls } from './HandoverPage.tsx'
import { CountList, OwedList, useKindName } from './HandoverParts.tsx'

/** What was handed over, to be printed and signed. */
export function HandoverReportPage() {
  const t = useText(handoverText)
  const name = useKindName()
  const id = usePlace().params.id ?? ''
  const report = useQuery({ queryKey: ['user', 'handover', id], queryFn: () => handoverCalls.handover({ id }) })
  if (report.error) return <Problem error={report.error} onRetry={() => report.refetch()} />
  if (!report.data) return <Skeleton shape="record" />
  const { userName, at, byName, takers, counts, promises, deactivated, note } = report.data
  return (
    <div className="stack">
      <PageTop
        title={t('handover.of', { name: userName })}
        back={{ label: t('handover.title'), href: '/settings/handover' }}
      >
        <Button icon="print" onClick={() => window.print()}>
          {t('handover.print')}
        </Button>
      </PageTop>
      <section className="card">
        <header>
          <h2>{t('handover.report')}</h2>
          <small className="t3">
            <When at={at} />
          </small>
          {byName && <small className="t3">{t('handover.by', { name: byName })}</small>}
          {deactivated && <Tag>{t('handover.left')}</Tag>}
        </header>
        <div className="body">
          {takers.map(one => (
            <p key={`${one.kind} ${one.name} ${one.customers}`} className="row">
              <span className="grow">
                {one.customers > 0 ? t('handover.customerCount', { count: one.customers }) : name(one.kind)}
              </span>
              <b>{one.name}</b>
            </p>
          ))}
          {note && <p>{note}</p>}
        </div>
      </section>
      <CountList counts={counts} />
      <OwedList promises={promises} />
    </div>
  )
}
