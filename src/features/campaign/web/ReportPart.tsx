import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLang } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import type { Report, ReportQuery, ReportRow } from '../campaign.schema.ts'
import { campaignCalls, useCampaignText } from './useCampaigns.ts'

const heads = ['leads', 'converted', 'deals', 'won', 'amount', 'cost', 'costPerLead', 'costPerWon', 'roi'] as const
const ways = ['campaign', 'source'] as const

/** Each figure opens the list that it counts. */
export function ReportPart() {
  const t = useCampaignText()
  const today = useToday()
  const [asked, setAsked] = useState<ReportQuery>({ by: 'campaign', from: `${today.slice(0, 4)}-01-01`, to: today })
  const report = useQuery({
    queryKey: ['campaign', 'report', asked],
    queryFn: () => campaignCalls.report(asked),
    placeholderData: keepPreviousData,
  })
  return (
    <section className="card">
      <header>
        <h2>{t('campaign.report')}</h2>
      </header>
      <div className="row wrap tight campaign-ask">
        <select
          className="inp"
          aria-label={t('campaign.report')}
          value={asked.by}
          onChange={event => setAsked({ ...asked, by: ways.find(one => one === event.target.value) ?? 'campaign' })}
        >
          {ways.map(by => (
            <option key={by} value={by}>
              {t(`campaign.by.${by}`)}
            </option>
          ))}
        </select>
        {(['from', 'to'] as const).map(key => (
          <label key={key} className="row tight">
            <span className="t2">{t(`campaign.${key}`)}</span>
            <input
              className="inp"
              type="date"
              value={asked[key]}
              onChange={event => event.target.value && setAsked({ ...asked, [key]: event.target.value })}
            />
          </label>
        ))}
      </div>
      {report.error && <Problem error={report.error} onRetry={() => report.refetch()} />}
      {report.isPending && <Skeleton shape="list" />}
      {report.data && <Rows report={report.data} />}
    </section>
  )
}

function Rows({ report }: { report: Report }) {
  const t = useCampaignText()
  return (
    <div className="campaign-scroll">
      <table className="campaign-table">
        <thead>
          <tr>
            <th>{t('campaign.head.name')}</th>
            {heads.map(head => (
              <th key={head} className="num">
                {t(`campaign.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.items.map(row => (
            <Row key={row.name ?? ''} row={row} report={report} />
          ))}
        </tbody>
      </table>
      <p className="t3 campaign-foot">{t('campaign.seen', { currency: report.currency })}</p>
    </div>
  )
}

type Figure = 'leads' | 'converted' | 'deals' | 'won'

/** The list behind a figure, by the very conditions that counted it. */
function listOf({ by, from, to }: Report, name: string | null, figure: Figure): string {
  const own = name === null ? { field: by, op: 'empty' } : { field: by, op: 'is', value: name }
  const when = { field: figure === 'won' ? 'closedAt' : 'createdAt', op: 'between', value: [from, to] }
  const state = figure === 'converted' || figure === 'won' ? [{ field: 'state', op: 'is', value: figure }] : []
  const filter = JSON.stringify({ all: [own, when, ...state] })
  return `/${figure === 'leads' || figure === 'converted' ? 'leads' : 'deals'}?filter=${encodeURIComponent(filter)}`
}

function Row({ row, report }: { row: ReportRow; report: Report }) {
  const t = useCampaignText()
  const { locale } = useLang()
  const { currency } = report
  const name = row.name ?? t('campaign.unnamed')
  const count = (figure: Figure) => (
    <td className="num">
      {row[figure] === 0 ? (
        <span className="t3">0</span>
      ) : (
        <Link className="link" href={listOf(report, row.name, figure)}>
          {row[figure]}
        </Link>
      )}
    </td>
  )
  const sum = (value: string | null) => (
    <td className="num">{value !== null && <Money amount={value} currency={currency} />}</td>
  )
  return (
    <tr>
      <td>
        {row.campaignId ? (
          <Link className="link" href={`/campaigns/${row.campaignId}`}>
            {name}
          </Link>
        ) : (
          name
        )}
      </td>
      {count('leads')}
      {count('converted')}
      {count('deals')}
      {count('won')}
      <td className="num">
        <Money amount={row.amount} currency={currency} />
        {row.unpriced > 0 && <div className="late">{t('campaign.unpriced', { count: row.unpriced })}</div>}
      </td>
      {sum(row.cost)}
      {sum(row.costPerLead)}
      {sum(row.costPerWon)}
      <td className="num">
        {row.roi !== null && Number(row.roi).toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 })}
      </td>
    </tr>
  )
}
