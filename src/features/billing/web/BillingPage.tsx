import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { billingProfileEntity } from '../billing.entity.ts'
import type { BillingProfile } from '../billing.schema.ts'
import { profileText } from '../profile.text.ts'
import { ProfileForm } from './ProfileForm.tsx'
import { profileCalls } from './useBillingProfiles.ts'
import { useCopy } from './useCopy.ts'

export function BillingPage() {
  const id = usePlace().params.id ?? ''
  const profile = useQuery({ queryKey: ['billingProfile', id], queryFn: () => profileCalls.get({ id }) })
  if (profile.error) return <Problem error={profile.error} onRetry={() => profile.refetch()} />
  if (!profile.data) return <Skeleton shape="record" />
  return <ProfileRecord key={id} profile={profile.data} />
}

const elsewhere = ['customerId', 'name', 'taxKind', 'isDefault']

function ProfileRecord({ profile }: { profile: BillingProfile }) {
  const t = useText(profileText)
  const label = useLabel()
  const go = useGo()
  const session = useSession()
  const entity = useEntity(billingProfileEntity)
  const copy = useCopy()
  const [editing, setEditing] = useState(false)
  const { id, name, customerId, customerName } = profile
  return (
    <>
      <PageTop title={name} back={{ label: label(entity.plural), href: '/billing-profiles' }} />
      <RecordHead
        title={name}
        href={`/customers/${customerId}`}
        sub={
          <>
            {customerName !== name && (
              <Link className="link" href={`/customers/${customerId}`}>
                {customerName}
              </Link>
            )}
            <span>{t(`profile.${profile.taxKind}`)}</span>
            {profile.isDefault && <Tag tone="acc">{t('profile.default')}</Tag>}
          </>
        }
      />
      <MoveBar offers={[]} label={String} onMove={async () => undefined}>
        {mayDo(session, 'billingProfile.edit') && (
          <Button icon="edit" onClick={() => setEditing(true)}>
            {t('profile.edit')}
          </Button>
        )}
        <Button icon="copy" onClick={() => copy(profile)}>
          {t('profile.copy')}
        </Button>
      </MoveBar>
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('profile.details')}</h2>
            </header>
            <div className="body">
              <FieldList
                fields={formFields(entity).filter(field => !elsewhere.includes(field.key))}
                record={profile}
                compact
              />
            </div>
          </section>
        </div>
        <div className="stack">
          <Slot name="timeline" entity="billingProfile" id={id} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('profile.edit')} width={560}>
        <ProfileForm
          customerId={customerId}
          profile={profile}
          onDone={() => setEditing(false)}
          onGone={() => go('/billing-profiles')}
        />
      </Sheet>
    </>
  )
}
