import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { type Fact, RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { contractEntity } from '../contract.entity.ts'
import type { WholeContract } from '../contract.schema.ts'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import { CallOffPart } from './CallOffPart.tsx'
import { ContractForm } from './ContractForm.tsx'
import { ContractMoves } from './ContractMoves.tsx'
import { LinesPart } from './LinesPart.tsx'
import { SigningPart } from './SigningPart.tsx'
import { TermsPart } from './TermsPart.tsx'
import { TextPart } from './TextPart.tsx'
import { contractCalls } from './useContractCalls.ts'
import { ChangesPart, VersionsPart } from './VersionsPart.tsx'
import './Contract.css'

export function ContractPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const contract = useQuery({ queryKey: ['contract', id], queryFn: () => contractCalls.get({ id }) })
  if (contract.error) return <Problem error={contract.error} onRetry={() => contract.refetch()} />
  if (!contract.data) return <Skeleton shape="record" />
  return <ContractRecord key={id} contract={contract.data} />
}

const inForce = ['effective', 'completed', 'terminated', 'expired']

function ContractRecord({ contract }: { contract: WholeContract }) {
  const t = useText(contractScreenText)
  const words = useText(contractText)
  const label = useLabel()
  const entity = useEntity(contractEntity)
  const [editing, setEditing] = useState(false)
  const [termsOpen, setTermsOpen] = useState(false)
  const { id, state, amendsId } = contract
  const tone = entity.fields.find(field => field.key === 'state')?.choices?.find(one => one.value === state)?.tone
  const called = inForce.includes(state) && !amendsId
  return (
    <>
      <PageTop title={contract.number} back={{ label: label(entity.plural), href: '/contracts' }}>
        {contract.versionNo > 1 && <small className="t3">{t('contract.version', { no: contract.versionNo })}</small>}
      </PageTop>
      <Slot name="strip" entity="contract" id={id} />
      <RecordHead
        title={contract.title}
        state={{ label: words(`state.contract.${state}`), tone: tone ?? 'off' }}
        sub={<From contract={contract} />}
        facts={useFacts(contract)}
        {...(contract.amount !== undefined && {
          sum: {
            label: t('contract.amount'),
            value: contract.amount ? (
              <Money amount={contract.amount} currency={contract.currency} />
            ) : (
              t('contract.unlimited')
            ),
          },
        })}
      />
      <ContractMoves contract={contract} termsOpen={termsOpen} onEdit={() => setEditing(true)} />
      {amendsId && <ChangesPart contract={contract} />}
      <div className="rec-grid">
        <div className="stack">
          <LinesPart contract={contract} />
          {called && <CallOffPart contract={contract} />}
          <TermsPart contract={contract} onUnsaved={setTermsOpen} />
          <TextPart contract={contract} />
          <section className="card">
            <header>
              <h2>{t('contract.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={contract} compact />
            </div>
          </section>
          <Slot name="related" entity="contract" id={id} />
          <Slot name="files" entity="contract" id={id} />
        </div>
        <div className="side stack">
          <Slot name="approval" entity="contract" id={id} />
          {state !== 'draft' && state !== 'in_approval' && state !== 'cancelled' && <SigningPart contract={contract} />}
          {contract.versionNo > 1 && <VersionsPart id={id} currency={contract.currency} />}
          {state !== 'draft' && state !== 'in_approval' && (
            <section className="card">
              <div className="body stack">
                <Slot name="links" entity="contract" id={id} />
              </div>
            </section>
          )}
          <Slot name="timeline" entity="contract" id={id} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('contract.edit')} width={560}>
        <ContractForm contract={contract} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </Sheet>
    </>
  )
}

function From({ contract }: { contract: WholeContract }) {
  const t = useText(contractScreenText)
  const { customerId, customerName, dealId, quoteId, quoteNumber, amendsId, amendsNumber, renewsId, renewsNumber } =
    contract
  return (
    <>
      <Link className="link" href={`/customers/${customerId}`}>
        {customerName}
      </Link>
      {amendsId && (
        <Link className="link" href={`/contracts/${amendsId}`}>
          {t('contract.amends', { number: amendsNumber ?? '' })}
        </Link>
      )}
      {renewsId && (
        <Link className="link" href={`/contracts/${renewsId}`}>
          {t('contract.renews', { number: renewsNumber ?? '' })}
        </Link>
      )}
      {dealId && (
        <Link className="link" href={`/deals/${dealId}`}>
          {t('contract.toDeal')}
        </Link>
      )}
      {quoteId && (
        <Link className="link" href={`/quotes/${quoteId}`}>
          {t('contract.toQuote', { number: quoteNumber ?? '' })}
        </Link>
      )}
      {contract.ownerName && <span>{contract.ownerName}</span>}
    </>
  )
}

function useFacts(contract: WholeContract): Fact[] {
  const t = useText(contractScreenText)
  const { signedOn, effectiveUntil, remaining, currency } = contract
  return [
    ...(signedOn ? [{ label: t('contract.signed'), value: <Day day={signedOn} /> }] : []),
    ...(effectiveUntil ? [{ label: t('contract.until'), value: <Day day={effectiveUntil} /> }] : []),
    ...(signedOn && remaining
      ? [{ label: t('contract.remaining'), value: <Money amount={remaining} currency={currency} /> }]
      : []),
  ]
}
