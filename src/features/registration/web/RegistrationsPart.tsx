import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel } from '#ui/useText.tsx'
import { registrationEntity } from '../registration.entity.ts'
import { toneOf } from './ConflictPart.tsx'
import { RegistrationForm } from './RegistrationForm.tsx'
import { registrationCalls } from './useRegistrationCalls.ts'
import { useRegistrationText } from './useRegistrationText.ts'

/** Whose this customer is, by product line, and how to register it. */
export function RegistrationsPart({ id: customerId }: SlotProps) {
  const t = useRegistrationText()
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const [making, setMaking] = useState(false)
  const found = useQuery({
    queryKey: ['registration', 'customer', customerId],
    queryFn: () => registrationCalls.ofCustomer({ id: customerId }),
  })
  const rows = found.data?.map(one => ({
    id: one.id,
    href: `/registrations/${one.id}`,
    title: [
      one.productLine ?? t('registration.allLines'),
      one.ownerName,
      t('registration.until', { date: one.untilOn }),
    ]
      .filter(Boolean)
      .join(' · '),
    state: { label: t(`state.registration.${one.state}`), tone: toneOf(one.state) },
    at: one.createdAt,
  }))
  return (
    <>
      <RelatedRows
        title={label(registrationEntity.plural)}
        rows={rows}
        none={t('registration.none')}
        action={
          mayDo(session, 'registration.create') && (
            <Button size="sm" icon="plus" onClick={() => setMaking(true)}>
              {t('registration.new')}
            </Button>
          )
        }
      />
      <Sheet open={making} onClose={() => setMaking(false)} title={t('registration.new')} width={560}>
        <RegistrationForm
          customerId={customerId}
          onDone={id => go(`/registrations/${id}`)}
          onCancel={() => setMaking(false)}
        />
      </Sheet>
    </>
  )
}
