import { useQuery } from '@tanstack/react-query'
import { assignmentApi } from '#features/assignment/assignment.api.ts'
import { poolApi } from '#features/pool/pool.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import type { LeadForm } from '../capture.schema.ts'
import { useCampaignList, useFormText } from './useForms.ts'

const calls = client({ pools: poolApi.list, assignment: assignmentApi.get }, send)

type Draft = Pick<LeadForm, 'name' | 'source' | 'poolId' | 'ruleId' | 'campaignId'>
type Props = { readonly draft: Draft; readonly onDraft: (more: Partial<Draft>) => void }

/** What the form is called, and where its leads go. */
export function AimEdit({ draft, onDraft }: Props) {
  const t = useFormText()
  const session = useSession()
  const pools = useQuery({ queryKey: ['pool', 'list', 'all'], queryFn: () => calls.pools({ limit: 200 }) })
  const rules = useQuery({
    queryKey: ['assignment'],
    queryFn: () => calls.assignment({}),
    enabled: mayDo(session, 'assignment.edit'),
  })
  const campaigns = useCampaignList()
  const aim = draft.poolId ? `pool:${draft.poolId}` : draft.ruleId ? `rule:${draft.ruleId}` : ''
  const choose = (value: string) => {
    const [kind, id = null] = value.split(':')
    onDraft({ poolId: kind === 'pool' ? id : null, ruleId: kind === 'rule' ? id : null })
  }
  return (
    <section className="card">
      <header>
        <h2>{t('form.part.aim')}</h2>
      </header>
      <div className="body">
        <label>
          <span className="t2">{t('form.name')}</span>
          <input
            className="inp"
            maxLength={60}
            value={draft.name}
            onChange={event => onDraft({ name: event.target.value })}
          />
        </label>
        <label>
          <span className="t2">{t('form.source')}</span>
          <input
            className="inp"
            maxLength={60}
            value={draft.source ?? ''}
            onChange={event => onDraft({ source: event.target.value || null })}
          />
        </label>
        <label>
          <span className="t2">{t('form.campaign')}</span>
          <select
            className="inp"
            value={draft.campaignId ?? ''}
            onChange={event => onDraft({ campaignId: event.target.value || null })}
          >
            <option value="">{t('form.noCampaign')}</option>
            {campaigns.map(one => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="t2">{t('form.aim')}</span>
          <select className="inp" value={aim} onChange={event => choose(event.target.value)}>
            <option value="">{t('form.aim.rules')}</option>
            {pools.data?.items
              .filter(pool => pool.entity === 'lead')
              .map(pool => (
                <option key={pool.id} value={`pool:${pool.id}`}>
                  {t('form.aim.pool', { name: pool.name })}
                </option>
              ))}
            {rules.data?.rules.map(rule => (
              <option key={rule.id} value={`rule:${rule.id}`}>
                {t('form.aim.rule', { name: rule.name })}
              </option>
            ))}
          </select>
        </label>
      </div>
    </section>
  )
}
