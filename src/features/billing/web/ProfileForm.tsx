import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { customerApi } from '#features/customer/customer.api.ts'
import { client } from '#kernel/api.ts'
import { Button } from '#ui/Button.tsx'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { send } from '#ui/send.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useTold } from '#ui/useTold.ts'
import { billingProfileEntity } from '../billing.entity.ts'
import type { BillingProfile, NewBillingProfile } from '../billing.schema.ts'
import { profileText } from '../profile.text.ts'
import { profileCalls, useBillingProfiles, useProfilesAgain } from './useBillingProfiles.ts'

const customerCalls = client(customerApi, send)

type Props = {
  /** Where nobody stands on a customer's page, the form asks for them. */
  readonly customerId?: string | undefined
  readonly profile?: BillingProfile | undefined
  /** With the id of what was saved; without one it was left. */
  readonly onDone: (id?: string) => void
  /** After it was deleted. */
  readonly onGone?: () => void
}

/** The first one begins with what the customer's card says. */
export function ProfileForm({ customerId, profile, onDone, onGone }: Props) {
  const others = useBillingProfiles(customerId ? [customerId] : [], customerId !== undefined)
  const isFirst = !profile && others.data?.length === 0
  const customer = useQuery({
    queryKey: ['customer', customerId],
    queryFn: () => customerCalls.get({ id: customerId ?? '' }),
    enabled: isFirst,
  })
  if (isFirst && customer.isPending) return <CardSkeleton rows={6} />
  const { name, uscc, address, phone } = customer.data ?? {}
  const first = customer.data ? { name, taxNumber: uscc, address, phone } : {}
  const begin = isFirst ? first : {}
  return <Fields {...{ customerId, profile, begin, onDone, onGone: onGone ?? onDone }} />
}

const fresh = { kind: 'company', taxKind: 'plain' }

type FieldsProps = Props & { readonly begin: Readonly<Record<string, unknown>>; readonly onGone: () => void }

function Fields({ customerId, profile, begin, onDone, onGone }: FieldsProps) {
  const session = useSession()
  const entity = useEntity(billingProfileEntity)
  const again = useProfilesAgain()
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const whole = { ...fresh, ...begin, ...(customerId && { customerId }), ...body } as NewBillingProfile // the form offers the entity's fields; the server checks every one
    const saved = profile
      ? await profileCalls.edit({ ...body, id: profile.id, ...(version !== undefined && { version }) })
      : await profileCalls.create(whole)
    await again()
    onDone(saved.id)
  }
  return (
    <>
      <RecordForm
        fields={formFields(entity).filter(field => !customerId || field.key !== 'customerId')}
        sections={entity.form}
        record={profile ?? { ...fresh, ...begin }}
        {...(profile && { version: profile.version })}
        draftKey={`billingProfile:${profile?.id ?? `new:${customerId ?? ''}`}`}
        onSave={save}
        onCancel={() => onDone()}
      />
      {profile && mayDo(session, 'billingProfile.delete') && <Remove id={profile.id} onGone={onGone} />}
    </>
  )
}

function Remove({ id, onGone }: { id: string; onGone: () => void }) {
  const t = useText(profileText)
  const again = useProfilesAgain()
  const told = useTold()
  const [sure, setSure] = useState(false)
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await profileCalls.remove({ id })
      onGone()
      await again()
    } finally {
      setBusy(false)
    }
  }
  if (!sure)
    return (
      <p className="profdrop">
        <Button kind="text" size="sm" onClick={() => setSure(true)}>
          {t('profile.delete')}
        </Button>
      </p>
    )
  return (
    <p className="profdrop row">
      <span className="t2">{t('profile.sure')}</span>
      <Button size="sm" busy={busy} onClick={() => told(remove())}>
        {t('profile.delete')}
      </Button>
    </p>
  )
}
