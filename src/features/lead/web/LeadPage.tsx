import { useState } from 'react'
import { fieldOf } from '#meta/entity.ts'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Person } from '#ui/Person.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useNow } from '#ui/useNow.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { leadEntity } from '../lead.entity.ts'
import type { Lead } from '../lead.schema.ts'
import { leadText } from '../lead.text.ts'
import { ConvertSheet } from './ConvertSheet.tsx'
import { LeadForm } from './LeadForm.tsx'
import { LeadMoves } from './LeadMoves.tsx'
import { useLead } from './useLead.ts'

export function LeadPage() {
  const { params } = usePlace()
  const lead = useLead(params.id ?? '')
  if (lead.error) return <Problem error={lead.error} onRetry={() => lead.refetch()} />
  if (!lead.data) return <Skeleton shape="record" />
  return <LeadRecord lead={lead.data} />
}

function LeadRecord({ lead }: { lead: Lead }) {
  const t = useText(leadText)
  const label = useLabel()
  const entity = useEntity(leadEntity)
  const [open, setOpen] = useState<'edit' | 'convert'>()
  const close = () => setOpen(undefined)
  const session = useSession()
  const shared = lead.poolId !== null && !mayDo(session, 'pool.contact')
  return (
    <>
      <PageTop title={lead.name} back={{ label: label(entity.plural), href: '/leads' }} />
      <Slot name="strip" entity="lead" id={lead.id} />
      <Slot name="origin" entity="lead" id={lead.id} shared={shared} />
      <LeadHead lead={lead} />
      <LeadMoves lead={lead} onEdit={() => setOpen('edit')} onConvert={() => setOpen('convert')} />
      <div className="rec-grid">
        <div className="stack">
          {lead.dealId && <Became lead={lead} />}
          <section className="card">
            <header>
              <h2>{t('lead.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={lead} compact />
            </div>
          </section>
          <Slot name="related" entity="lead" id={lead.id} shared={shared} />
          <Slot name="files" entity="lead" id={lead.id} shared={shared} />
        </div>
        <div className="side stack">
          <Slot name="timeline" entity="lead" id={lead.id} shared={shared} closed={lead.state === 'converted'} />
        </div>
      </div>
      <Sheet open={open === 'edit'} onClose={close} title={t('lead.edit')} width={560}>
        <LeadForm lead={lead} onDone={close} onCancel={close} />
      </Sheet>
      <Sheet
        open={open === 'convert'}
        onClose={close}
        title={t('convertLead.title', { name: lead.company ?? lead.name })}
        width={640}
      >
        <ConvertSheet lead={lead} onClose={close} />
      </Sheet>
    </>
  )
}

function LeadHead({ lead }: { lead: Lead }) {
  const t = useText(leadText)
  const label = useLabel()
  const session = useSession()
  const now = useNow()
  const state = fieldOf(leadEntity, 'state')?.choices?.find(choice => choice.value === lead.state)
  const late = lead.respondBy !== null && new Date(lead.respondBy) < now
  const facts = [
    lead.respondBy
      ? { label: t('lead.fact.respond'), value: <When at={lead.respondBy} />, ...(late && { tone: 'late' as const }) }
      : { label: t('lead.fact.assigned'), value: <When at={lead.assignedAt} /> },
    { label: t('lead.fact.last'), value: <When at={lead.lastFollowupAt} /> },
    { label: t('lead.fact.next'), value: <When at={lead.nextStepAt} />, ...(lead.nextStep && { note: lead.nextStep }) },
  ]
  return (
    <RecordHead
      title={lead.company ? `${lead.name} · ${lead.company}` : lead.name}
      {...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } })}
      sub={
        <>
          <Person name={lead.ownerName} me={lead.ownerId === session.userId} />
          {lead.phone && (
            <a className="link nw" href={`tel:${lead.phone}`}>
              {lead.phone}
            </a>
          )}
          <span className="t3">{lead.number}</span>
          {lead.invalidReason && <span className="t2 cut">{lead.invalidReason}</span>}
        </>
      }
      facts={facts}
    />
  )
}

function Became({ lead }: { lead: Lead }) {
  const t = useText(leadText)
  return (
    <section className="card">
      <header>
        <h2>{t('lead.becameDeal')}</h2>
        <span className="grow" />
        <When at={lead.convertedAt} />
      </header>
      <p className="body row">
        <Link className="link" href={`/deals/${lead.dealId}`}>
          {t('lead.openDeal')}
        </Link>
        <Link className="link cut" href={`/customers/${lead.customerId}`}>
          {lead.customerName ?? t('lead.openCustomer')}
        </Link>
      </p>
    </section>
  )
}
