import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import type { Distribution, GivenQuery, Share, Span } from '../assignment.schema.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { GivenList } from './GivenList.tsx'
import { assignmentCalls, useMinutes } from './useAssignment.ts'
import './Assignment.css'

type Opened = { title: string; query: GivenQuery }

/** Who was given how many leads, by which rule, and how soon they answered; each figure opens the list it counts. */
export function DistributionPage() {
  const t = useText(assignmentPageText)
  const session = useSession()
  const today = useToday()
  const [span, setSpan] = useState<Span>({ from: `${today.slice(0, 8)}01`, to: today })
  const [opened, setOpened] = useState<Opened>()
  const report = useQuery({
    queryKey: ['assignment', 'report', span],
    queryFn: () => assignmentCalls.report(span),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTop title={t('report.title')}>
        {mayDo(session, 'assignment.edit') && <Button href="/settings/assignment">{t('report.rules')}</Button>}
      </PageTop>
      <div className="stack">
        <SpanPick span={span} onSpan={setSpan} />
        {report.error && <Problem error={report.error} onRetry={() => report.refetch()} />}
        {report.isPending && <Skeleton shape="list" />}
        {report.data?.people.length === 0 && <Empty title={t('report.none')} say={t('report.noneSay')} />}
        {report.data && report.data.people.length > 0 && <Shares report={report.data} onOpen={setOpened} />}
      </div>
      <Sheet open={opened !== undefined} onClose={() => setOpened(undefined)} title={opened?.title ?? ''} width={720}>
        {opened && <GivenList query={opened.query} />}
      </Sheet>
    </>
  )
}

function SpanPick({ span, onSpan }: { span: Span; onSpan: (span: Span) => void }) {
  const t = useText(assignmentPageText)
  return (
    <div className="row wrap tight">
      {(['from', 'to'] as const).map(key => (
        <label key={key} className="row tight">
          <span className="t2">{t(`report.${key}`)}</span>
          <input
            className="inp"
            type="date"
            value={span[key]}
            onChange={event => event.target.value && onSpan({ ...span, [key]: event.target.value })}
          />
        </label>
      ))}
      <span className="t3">{t('report.working')}</span>
    </div>
  )
}

type SharesProps = { report: Distribution; onOpen: (opened: Opened) => void }
const heads = ['given', 'share', 'answered', 'open', 'late', 'median', 'p90'] as const

function Shares({ report, onOpen }: SharesProps) {
  const t = useText(assignmentPageText)
  const { from, to, total, people } = report
  const all = { userId: '', name: t('report.total'), ...total, ways: [] }
  return (
    <section className="card assign-scroll">
      <table className="assign-table">
        <thead>
          <tr>
            <th>{t('report.person')}</th>
            {heads.map(head => (
              <th key={head} className="num">
                {t(`report.${head}`)}
              </th>
            ))}
            <th>{t('report.ways')}</th>
          </tr>
        </thead>
        <tbody>
          {[...people, all].map(share => (
            <ShareRow key={share.userId} share={share} of={total.given} span={{ from, to }} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type RowProps = { share: Share; of: number; span: Span; onOpen: (opened: Opened) => void }

function ShareRow({ share, of: whole, span, onOpen }: RowProps) {
  const t = useText(assignmentPageText)
  const say = useMinutes()
  const { name, given, median, p90, ways } = share
  const own = share.userId ? { ...span, userId: share.userId } : span
  const figure = (key: 'given' | 'answered' | 'open' | 'late') => (
    <td className="num">
      {share[key] === 0 ? (
        <span className="t3">0</span>
      ) : (
        <button
          type="button"
          className={key === 'late' ? 'link late' : 'link'}
          onClick={() =>
            onOpen({ title: `${name} · ${t(`report.${key}`)}`, query: key === 'given' ? own : { ...own, only: key } })
          }
        >
          {share[key]}
        </button>
      )}
    </td>
  )
  return (
    <tr>
      <td className="b nw">{name}</td>
      {figure('given')}
      <td className="num">{whole > 0 ? `${Math.round((given / whole) * 100)} %` : ''}</td>
      {figure('answered')}
      {figure('open')}
      {figure('late')}
      <td className="num nw">{median === null ? '' : say(median)}</td>
      <td className="num nw">{p90 === null ? '' : say(p90)}</td>
      <td>
        <Ways share={{ name, ways }} own={own} onOpen={onOpen} />
      </td>
    </tr>
  )
}

type WaysProps = { share: Pick<Share, 'name' | 'ways'>; own: GivenQuery; onOpen: (opened: Opened) => void }

function Ways({ share: { name, ways }, own, onOpen }: WaysProps) {
  const t = useText(assignmentPageText)
  return (
    <span className="row wrap tight">
      {ways.map(({ how, ruleId, rule, count }) => {
        const label = rule ?? t(`how.${how}`)
        const query = { ...own, how, ...(ruleId && { ruleId }) }
        return (
          <button
            key={`${how} ${ruleId}`}
            type="button"
            className="chip"
            onClick={() => onOpen({ title: `${name} · ${label}`, query })}
          >
            {label} {count}
          </button>
        )
      })}
    </span>
  )
}
