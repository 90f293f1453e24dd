import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { FieldRow } from '#ui/FieldRow.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { currencyField, zoneField } from '../org.entity.ts'
import { SecretForm } from './SecretForm.tsx'
import { signInCalls } from './usePeople.ts'

const none: readonly Reason[] = []

export function SignUpPage() {
  const t = useText(accountText)
  const offer = useQuery({ queryKey: ['signUp'], queryFn: () => signInCalls.signUpOffer({}) })
  if (offer.error) return <Problem error={offer.error} onRetry={() => offer.refetch()} />
  if (!offer.data) return <Skeleton shape="list" />
  return (
    <>
      {offer.data.first && <p className="t2 authsay">{t('account.first')}</p>}
      <SignUpForm />
      {!offer.data.first && (
        <p className="authlinks">
          <Link className="link" href="/sign-in">
            {t('account.haveLogin')}
          </Link>
        </p>
      )}
    </>
  )
}

const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

function SignUpForm() {
  const t = useText(accountText)
  const { lang } = useLang()
  const go = useGo()
  const queries = useQueryClient()
  const [given, setGiven] = useState({ company: '', name: '', email: '', password: '', zone: here(), currency: '' })
  const put = (key: keyof typeof given) => (value: unknown) => setGiven(old => ({ ...old, [key]: String(value ?? '') }))
  const currency = given.currency || (lang === 'zh' ? 'CNY' : 'USD')
  const create = async () => {
    await signInCalls.signUp({ ...given, email: given.email.trim(), currency, lang })
    await queries.refetchQueries({ queryKey: ['session'] })
    go('/', { replace: true })
  }
  const row = (field: Field, key: 'zone' | 'currency', value: string) => (
    <FieldRow field={field} value={value} onChange={put(key)} record={{}} reasons={none} />
  )
  return (
    <SecretForm
      alone
      go={t('account.signUp')}
      onGo={create}
      asks={[
        {
          key: 'company',
          label: t('account.company'),
          value: given.company,
          onChange: put('company'),
          autoComplete: 'organization',
        },
        { key: 'name', label: t('account.name'), value: given.name, onChange: put('name'), autoComplete: 'name' },
        {
          key: 'email',
          label: t('account.email'),
          value: given.email,
          onChange: put('email'),
          type: 'email',
          autoComplete: 'username',
        },
        {
          key: 'password',
          label: t('account.password'),
          value: given.password,
          onChange: put('password'),
          type: 'password',
          autoComplete: 'new-password',
          hint: t('account.passwordHint'),
        },
      ]}
    >
      {row(zoneField, 'zone', given.zone)}
      {row(currencyField, 'currency', currency)}
    </SecretForm>
  )
}
