import './Campaigns.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { campaignFields } from '../campaign.entity.ts'
import type { Campaign, NewCampaign } from '../campaign.schema.ts'
import { ReportPart } from './ReportPart.tsx'
import { campaignCalls, useCampaigns, useCampaignText, useRefresh } from './useCampaigns.ts'

/** What every campaign and source cost and brought, and the campaigns themselves. */
export function CampaignsPage() {
  const t = useCampaignText()
  const session = useSession()
  const go = useGo()
  const refresh = useRefresh()
  const [making, setMaking] = useState(false)
  const campaigns = useCampaigns()
  if (campaigns.error) return <Problem error={campaigns.error} onRetry={() => campaigns.refetch()} />
  if (!campaigns.data) return <Skeleton shape="list" />
  const { items } = campaigns.data
  const make = async (body: Readonly<Record<string, unknown>>) => {
    const made = await campaignCalls.create(body as NewCampaign) // the form offers exactly these fields; the server checks every one
    await refresh()
    go(`/campaigns/${made.id}`)
  }
  const first = { state: 'running', currency: session.org.currency, ownerId: session.userId }
  return (
    <>
      <PageTop title={t('campaign.title')}>
        {mayDo(session, 'campaign.edit') && (
          <Button kind="primary" size="sm" icon="plus" onClick={() => setMaking(true)}>
            {t('campaign.new')}
          </Button>
        )}
      </PageTop>
      <div className="stack">
        <ReportPart />
        <section className="card">
          <header>
            <h2>{t('campaign.title')}</h2>
          </header>
          {items.length === 0 && <Empty title={t('campaign.none')} say={t('campaign.noneSay')} />}
          <ul className="plain campaign-list">
            {items.map(one => (
              <CampaignLine key={one.id} campaign={one} currency={session.org.currency} />
            ))}
          </ul>
        </section>
      </div>
      <Sheet open={making} onClose={() => setMaking(false)} title={t('campaign.new')}>
        <RecordForm
          fields={campaignFields}
          record={first}
          draftKey="campaign:new"
          onSave={body => make({ ...first, ...body })}
          onCancel={() => setMaking(false)}
        />
      </Sheet>
    </>
  )
}

function CampaignLine({ campaign, currency }: { campaign: Campaign; currency: string }) {
  const t = useCampaignText()
  const { id, name, state, archivedAt, source, startsOn, endsOn, ownerName, spent } = campaign
  return (
    <li className="row wrap">
      <Link className="link b cut" href={`/campaigns/${id}`}>
        {name}
      </Link>
      <Tag tone={archivedAt || state === 'ended' ? 'off' : state === 'running' ? 'ok' : 'warm'}>
        {archivedAt ? t('campaign.isArchived') : t(`campaign.state.${state}`)}
      </Tag>
      <span className="t3 grow">
        {[source, startsOn && `${startsOn} – ${endsOn ?? ''}`, ownerName].filter(Boolean).join(' · ')}
      </span>
      <Money amount={spent} currency={currency} />
    </li>
  )
}
