import './Campaigns.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { SourceLine } from '../campaign.schema.ts'
import { campaignCalls, useCampaignText, useRefresh } from './useCampaigns.ts'

/** What may be chosen as a source. */
export function SourcesPage() {
  const t = useCampaignText()
  const sources = useQuery({ queryKey: ['campaign', 'sources'], queryFn: () => campaignCalls.sources({}) })
  return (
    <>
      <PageTop title={t('campaign.sources')} back={{ label: t('campaign.back'), href: '/settings' }} />
      {sources.error && <Problem error={sources.error} onRetry={() => sources.refetch()} />}
      {sources.isPending && <Skeleton shape="record" />}
      {sources.data && <Lines key={JSON.stringify(sources.data.items)} kept={sources.data.items} />}
    </>
  )
}

function Lines({ kept }: { kept: readonly SourceLine[] }) {
  const t = useCampaignText()
  const refresh = useRefresh()
  const [lines, setLines] = useState(kept)
  const [refused, setRefused] = useState<unknown>()
  const put = (at: number, more: Partial<SourceLine>) =>
    setLines(lines.map((one, i) => (i === at ? { ...one, ...more } : one)))
  const save = () => campaignCalls.setSources({ items: [...lines] }).then(refresh, setRefused)
  return (
    <section className="card">
      <div className="body">
        <p className="t2">{lines.length > 0 ? t('campaign.sourcesSay') : t('source.none')}</p>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is the place where it stands
          <div key={at} className="source-line">
            {(['nameZh', 'nameEn'] as const).map(key => (
              <input
                key={key}
                className="inp"
                maxLength={60}
                aria-label={t(key === 'nameZh' ? 'source.zh' : 'source.en')}
                placeholder={t(key === 'nameZh' ? 'source.zh' : 'source.en')}
                value={line[key]}
                onChange={event => put(at, { [key]: event.target.value })}
              />
            ))}
            <label className="row tight nw">
              <input
                type="checkbox"
                checked={line.archived}
                onChange={event => put(at, { archived: event.target.checked })}
              />
              {t('source.archived')}
            </label>
          </div>
        ))}
        {refused !== undefined && <Reasons reasons={reasonsOf(refused)} />}
        <div className="row">
          <Button
            size="sm"
            icon="plus"
            onClick={() => setLines([...lines, { nameZh: '', nameEn: '', archived: false }])}
          >
            {t('source.add')}
          </Button>
          <Button size="sm" kind="primary" disabled={lines === kept} onClick={save}>
            {t('source.save')}
          </Button>
        </div>
      </div>
    </section>
  )
}
