import './Billing.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { BillingProfile } from '../billing.schema.ts'
import { profileText } from '../profile.text.ts'
import { ProfileForm } from './ProfileForm.tsx'
import { ProfileLine } from './ProfileLine.tsx'
import { useBillingProfiles } from './useBillingProfiles.ts'

/** Who stands on a customer's invoices, on the customer's page. */
export function BillingPart({ id: customerId, shared }: SlotProps) {
  const t = useText(profileText)
  const session = useSession()
  const [open, setOpen] = useState<BillingProfile | 'new'>()
  const profiles = useBillingProfiles([customerId])
  const close = () => setOpen(undefined)
  return (
    <section className="card">
      <header>
        <h2>{t('profile.title')}</h2>
        <span className="grow" />
        {!shared && mayDo(session, 'billingProfile.create') && (
          <Button size="sm" icon="plus" onClick={() => setOpen('new')}>
            {t('profile.add')}
          </Button>
        )}
      </header>
      <div className="body">
        {profiles.isPending && <RowsSkeleton rows={2} />}
        {profiles.data?.length === 0 && <p className="t3">{t('profile.none')}</p>}
        <ul className="plain profiles">
          {profiles.data?.map(profile => (
            <ProfileLine key={profile.id} profile={profile} onOpen={() => setOpen(profile)} />
          ))}
        </ul>
      </div>
      <Sheet open={open !== undefined} onClose={close} title={t(open === 'new' ? 'profile.new' : 'profile.edit')}>
        {open && <ProfileForm customerId={customerId} profile={open === 'new' ? undefined : open} onDone={close} />}
      </Sheet>
    </section>
  )
}
