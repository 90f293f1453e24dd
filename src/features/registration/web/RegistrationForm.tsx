import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { registrationEntity } from '../registration.entity.ts'
import type { NewRegistration, Subject } from '../registration.schema.ts'
import { registrationPageText } from '../registrationPage.text.ts'
import { Claimants } from './ConflictPart.tsx'
import { conflictCalls, registrationCalls, useRefresh } from './useRegistrationCalls.ts'
import { useRegistrationText } from './useRegistrationText.ts'

type Props = {
  /** Where one stands on that customer's page. */
  readonly customerId?: string
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

const contest: Field = { key: 'contest', label: registrationPageText['registration.contest'], kind: 'yesNo' }
const taken = ['registration.taken', 'registration.alike', 'registration.yours', 'registration.justTaken']

/** Who else has it is shown before it can be contested. */
export function RegistrationForm({ customerId, onDone, onCancel }: Props) {
  const entity = useEntity(registrationEntity)
  const refresh = useRefresh()
  const settings = useQuery({ queryKey: ['registrationSettings'], queryFn: () => registrationCalls.settings({}) })
  const [clash, setClash] = useState<Subject>()
  const lines = settings.data?.lines ?? []
  const own = formFields(entity).flatMap((field): Field[] => {
    if (field.key === 'customerId') return customerId ? [] : [field]
    if (field.key === 'companyName')
      return customerId ? [] : [{ ...field, label: registrationPageText['registration.company'] }]
    if (field.key !== 'productLine') return [field]
    if (lines.length === 0) return []
    return [
      { ...field, kind: 'choice', choices: lines.map(({ name }) => ({ value: name, label: { en: name, zh: name } })) },
    ]
  })
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const wanted = { ...(customerId && { customerId }), ...body } as NewRegistration // the form offers exactly the shape's fields; the server checks every one
    try {
      const made = await registrationCalls.create(wanted)
      await refresh()
      onDone(made.id)
    } catch (error) {
      if (reasonsOf(error).some(one => taken.includes(one.key))) {
        const { customerId: of, companyName, productLine } = wanted
        setClash({
          ...(of && { customerId: of }),
          ...(companyName && { companyName }),
          ...(productLine && { productLine }),
        })
      }
      throw error
    }
  }
  return (
    <>
      {clash && <Clash subject={clash} />}
      <RecordForm
        fields={clash ? [...own, contest] : own}
        record={{}}
        draftKey={`registration:new:${customerId ?? ''}`}
        onSave={save}
        onCancel={onCancel}
      />
    </>
  )
}

function Clash({ subject }: { readonly subject: Subject }) {
  const t = useRegistrationText()
  const found = useQuery({
    queryKey: ['registration', 'conflict', subject],
    queryFn: () => conflictCalls.look(subject),
  })
  if (!found.data) return null
  return (
    <aside className="card" role="alert">
      <header>
        <h2>{t('registration.conflict')}</h2>
      </header>
      <div className="body stack">
        <p>{t(`registration.verdict.${found.data.verdict}`)}</p>
        <Claimants claimants={found.data.claimants} />
      </div>
    </aside>
  )
}
