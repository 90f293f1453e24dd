import './Campaigns.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useToday } from '#ui/useToday.ts'
import { useTold } from '#ui/useTold.ts'
import { campaignFields, costFields } from '../campaign.entity.ts'
import type { CampaignEdit, NewCost, WholeCampaign } from '../campaign.schema.ts'
import { campaignCalls, useCampaignText, useRefresh } from './useCampaigns.ts'

export function CampaignPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const campaign = useQuery({ queryKey: ['campaign', id], queryFn: () => campaignCalls.get({ id }) })
  if (campaign.error) return <Problem error={campaign.error} onRetry={() => campaign.refetch()} />
  if (!campaign.data) return <Skeleton shape="record" />
  return <Whole campaign={campaign.data} />
}

function Whole({ campaign }: { campaign: WholeCampaign }) {
  const t = useCampaignText()
  const session = useSession()
  const refresh = useRefresh()
  const told = useTold()
  const { id, version, name, archivedAt, state } = campaign
  const may = mayDo(session, 'campaign.edit')
  const save = async (body: Readonly<Record<string, unknown>>) => {
    await campaignCalls.edit({ id, version, ...(body as Partial<CampaignEdit>) }) // the form offers exactly these fields; the server checks every one
    await refresh()
  }
  return (
    <>
      <PageTop title={name} back={{ label: t('campaign.title'), href: '/campaigns' }}>
        <Tag tone={archivedAt ? 'off' : 'ok'}>
          {archivedAt ? t('campaign.isArchived') : t(`campaign.state.${state}`)}
        </Tag>
      </PageTop>
      <div className="stack">
        <Costs campaign={campaign} may={may && !archivedAt} />
        <section className="card">
          <header>
            <h2 className="grow">{t('campaign.details')}</h2>
            {may && (
              <Button size="sm" onClick={() => told(save({ archived: archivedAt === null }))}>
                {t(archivedAt ? 'campaign.restore' : 'campaign.archive')}
              </Button>
            )}
          </header>
          <div className="body">
            <RecordForm
              key={version}
              fields={campaignFields}
              record={campaign}
              draftKey={`campaign:${id}`}
              onSave={save}
            />
          </div>
        </section>
      </div>
    </>
  )
}

function Costs({ campaign, may }: { campaign: WholeCampaign; may: boolean }) {
  const t = useCampaignText()
  const session = useSession()
  const refresh = useRefresh()
  const told = useTold()
  const today = useToday()
  const [adding, setAdding] = useState(false)
  const { id, costs, spent, budget, currency } = campaign
  const first = { onDate: today, currency }
  const add = async (body: Readonly<Record<string, unknown>>) => {
    await campaignCalls.spend({ id, ...(body as NewCost) }) // the form offers exactly these fields; the server checks every one
    await refresh()
    setAdding(false)
  }
  return (
    <section className="card">
      <header>
        <h2>{t('campaign.costs')}</h2>
        <span className="t2 grow num">
          <Money amount={spent} currency={session.org.currency} />
          {budget !== null && (
            <>
              {' / '}
              <Money amount={budget} currency={currency} />
            </>
          )}
        </span>
        {may && (
          <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
            {t('campaign.addCost')}
          </Button>
        )}
      </header>
      {costs.length === 0 && <p className="t2 body">{t('campaign.noCosts')}</p>}
      <ul className="plain campaign-list">
        {costs.map(cost => (
          <li key={cost.id} className="row">
            <span className="nw">{cost.onDate}</span>
            <span className="t2 grow cut">{[cost.note, cost.createdByName].filter(Boolean).join(' · ')}</span>
            <Money amount={cost.amount} currency={cost.currency} />
            {may && (
              <Button
                size="sm"
                kind="text"
                icon="x"
                aria-label={t('campaign.dropCost', { amount: cost.amount })}
                onClick={() => told(campaignCalls.unspend({ id, costId: cost.id }).then(refresh))}
              />
            )}
          </li>
        ))}
      </ul>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('campaign.addCost')}>
        <RecordForm
          fields={costFields}
          record={first}
          draftKey={`campaign:${id}:cost`}
          onSave={body => add({ ...first, ...body })}
          onCancel={() => setAdding(false)}
        />
      </Sheet>
    </section>
  )
}
