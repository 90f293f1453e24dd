import './ConvertSheet.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type ConvertBody, type ConvertPreview, convertLeadApi } from '#journeys/convertLead.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { useGo } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { ReasonCard } from '#ui/ReasonCard.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Lead } from '../lead.schema.ts'
import { leadText } from '../lead.text.ts'

const calls = client(convertLeadApi, send)

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'customerName', label: leadText['convertLead.customerName'], kind: 'text', required: true, maxLength: 200 },
  { key: 'dealName', label: leadText['convertLead.dealName'], kind: 'text', required: true, maxLength: 200 },
  { key: 'amount', label: leadText['convertLead.amount'], kind: 'money' },
  { key: 'expectedClose', label: leadText['convertLead.expectedClose'], kind: 'date' },
]

type Props = { lead: Lead; onClose: () => void }

/** The lead beside those that may be the same; one choice, then the deal's few words. */
export function ConvertSheet({ lead, onClose }: Props) {
  const preview = useQuery({
    queryKey: ['lead', lead.id, 'convert', lead.version],
    queryFn: () => calls.preview({ id: lead.id }),
  })
  if (preview.error) return <Problem error={preview.error} onRetry={() => preview.refetch()} />
  if (!preview.data) return <Skeleton shape="list" />
  if (preview.data.reasons.length > 0) return <Reasons reasons={preview.data.reasons} />
  return <Choice lead={lead} preview={preview.data} onClose={onClose} />
}

function Choice({ lead, preview, onClose }: Props & { preview: ConvertPreview }) {
  const t = useText(leadText)
  const go = useGo()
  const queries = useQueryClient()
  const { customers, suggested } = preview
  const first = customers.find(one => one.mayUse && one.why !== 'company')
  const [chosen, choose] = useState<string>(first?.id ?? 'new')
  const verdict = customers.find(one => one.id === chosen) ?? preview
  const asked = chosen === 'new' ? fields : fields.filter(field => field.key !== 'customerName')
  const convert = async (changed: Readonly<Record<string, unknown>>) => {
    const wish = { ...suggested, ...changed } as ConvertBody & typeof suggested // the four fields above
    const { customerName, contactName: _, ...deal } = wish
    const who = chosen === 'new' ? { newCustomer: true, customerName } : { customerId: chosen }
    const made = await calls.convert({ id: lead.id, version: lead.version, ...deal, ...who })
    await queries.invalidateQueries()
    go(`/deals/${made.dealId}`)
  }
  return (
    <div className="stack">
      <p className="t2">{t('convertLead.makes')}</p>
      <div className="convert">
        <LeadSide lead={lead} />
        <fieldset className="convert-known" aria-label={t('convertLead.known')}>
          {customers.map(one => (
            <Match key={one.id} match={one} on={chosen === one.id} onChoose={() => choose(one.id)} />
          ))}
          <label className={chosen === 'new' ? 'on' : ''}>
            <input type="radio" name="customer" checked={chosen === 'new'} onChange={() => choose('new')} />
            <span className="b">{t('convertLead.new')}</span>
          </label>
        </fieldset>
      </div>
      <ReasonCard title={t('lead.held')} reasons={verdict.problems.length > 0 ? verdict.problems : verdict.held} />
      <RecordForm
        key={chosen === 'new' ? 'new' : 'known'}
        fields={asked}
        record={suggested}
        draftKey={`convert:${lead.id}`}
        onSave={convert}
        onDone={onClose}
        onCancel={onClose}
        saveLabel={t('convertLead.go')}
      />
    </div>
  )
}

function LeadSide({ lead }: { lead: Lead }) {
  const t = useText(leadText)
  return (
    <section className="convert-lead">
      <h3 className="t3">{t('convertLead.lead')}</h3>
      <p className="b">{lead.company ?? lead.name}</p>
      {lead.company && <p>{lead.name}</p>}
      <p>{lead.phone}</p>
      <p className="cut">{lead.email}</p>
    </section>
  )
}

type MatchProps = { match: ConvertPreview['customers'][number]; on: boolean; onChoose: () => void }

function Match({ match, on, onChoose }: MatchProps) {
  const t = useText(leadText)
  const why =
    match.why === 'contact' || match.why === 'uscc'
      ? (`convertLead.why.${match.why}` as const)
      : (`lead.why.${match.why}` as const)
  return (
    <label className={on ? 'on' : ''}>
      <input type="radio" name="customer" checked={on} disabled={!match.mayUse} onChange={onChoose} />
      <span>
        <span className="b">{match.name}</span>
        <small className="t3">{t(why)}</small>
        {match.phone && <small>{match.phone}</small>}
        {match.address && <small>{match.address}</small>}
        {!match.mayUse && <small className="warn">{t('convertLead.notYours')}</small>}
      </span>
    </label>
  )
}
