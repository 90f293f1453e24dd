import { useQuery } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { FieldList } from '#ui/FieldList.tsx'
import { usePlace } from '#ui/Link.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntity } from '#ui/useEntity.ts'
import { useLabel } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { registrationEntity } from '../registration.entity.ts'
import type { RegistrationMove } from '../registration.flow.ts'
import { isLive } from '../registration.rules.ts'
import type { Registration } from '../registration.schema.ts'
import { registrationPageText } from '../registrationPage.text.ts'
import { Claimants, toneOf } from './ConflictPart.tsx'
import { conflictCalls, registrationCalls, useRefresh } from './useRegistrationCalls.ts'
import { useRegistrationText } from './useRegistrationText.ts'

export function RegistrationPage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['registration', id], queryFn: () => registrationCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  return <RegistrationRecord key={id} registration={found.data} />
}

type Props = { readonly registration: Registration }
const shown = [
  'productLine',
  'fromOn',
  'untilOn',
  'evidence',
  'renewedAt',
  'decidedAt',
  'decidedByName',
  'decision',
  'endedAt',
]

function RegistrationRecord({ registration }: Props) {
  const t = useRegistrationText()
  const label = useLabel()
  const entity = useEntity(registrationEntity)
  const { id, number, state, customerId, companyName, ownerName } = registration
  const fields = entity.fields.filter(field => shown.includes(field.key) || field.custom)
  return (
    <>
      <PageTop title={number} back={{ label: label(entity.plural), href: '/registrations' }} />
      <RecordHead
        title={companyName}
        {...(customerId && { href: `/customers/${customerId}` })}
        state={{ label: t(`state.registration.${state}`), tone: toneOf(state) }}
        sub={
          <>
            <span>{registration.productLine ?? t('registration.allLines')}</span>
            {ownerName && <span>{ownerName}</span>}
            {registration.contested && <span className="late">{t('registration.contested')}</span>}
          </>
        }
        facts={[
          { label: label(labelOf('untilOn')), value: <Day day={registration.untilOn} late={registration.endsSoon} /> },
        ]}
      />
      <RegistrationMoves registration={registration} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('registration.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={fields} record={registration} compact />
            </div>
          </section>
          <Conflict registration={registration} />
          <Slot name="files" entity="registration" id={id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="registration" id={id} closed={!isLive(state)} />
        </div>
      </div>
    </>
  )
}

const labelOf = (key: string) =>
  registrationEntity.fields.find(field => field.key === key)?.label ?? { en: key, zh: key }

function Conflict({ registration: { id, version } }: Props) {
  const t = useRegistrationText()
  const found = useQuery({
    queryKey: ['registration', id, 'conflict', version],
    queryFn: () => conflictCalls.about({ id }),
  })
  return (
    <section className="card">
      <header>
        <h2>{t('registration.conflict')}</h2>
      </header>
      <div className="body">{found.data && <Claimants claimants={found.data.claimants} mine={id} />}</div>
    </section>
  )
}

const why: Field = {
  key: 'note',
  label: registrationPageText['registration.reason'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const note: Field = { ...why, label: registrationPageText['registration.note'], required: false }
const asks = { refuse: [why], award: [why], uphold: [why], release: [note] }
const decided = new Set(['refuse', 'award', 'uphold'])

function RegistrationMoves({ registration }: Props) {
  const t = useRegistrationText()
  const refresh = useRefresh()
  const { id, version } = registration
  const offers = useQuery({
    queryKey: ['registration', id, 'moves', version],
    queryFn: () => registrationCalls.offers({ id }),
  })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const said = typeof values.note === 'string' ? values.note.trim() : ''
    const call = registrationCalls[move as Exclude<RegistrationMove, 'expire'>] // the offers are the flow's own moves
    const body = { id, version, ...((said || decided.has(move)) && { note: said }) }
    await call(body as typeof body & { note: string }) // the moves that ask for a reason have asked for it
    await refresh()
  }
  return (
    <MoveBar
      offers={offers.data ?? (offers.error ? [] : undefined)}
      primary={registration.contested ? 'award' : registration.state === 'requested' ? 'approve' : 'renew'}
      label={move => t(`move.registration.${move}` as 'move.registration.approve')} // the offers are the flow's moves, each with its words
      asks={asks}
      onMove={run}
    />
  )
}
