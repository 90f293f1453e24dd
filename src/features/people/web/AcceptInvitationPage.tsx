import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { useGo } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { problemKind } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { SecretForm } from './SecretForm.tsx'
import { signInCalls } from './usePeople.ts'

type Invited = Awaited<ReturnType<typeof signInCalls.previewInvitation>>

export function AcceptInvitationPage() {
  // behind the #, so that no server or log ever sees it
  const [token] = useState(() => window.location.hash.slice(1))
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => signInCalls.previewInvitation({ token }),
    retry: false,
    enabled: token !== '',
  })
  const refused = preview.error && ['missing', 'malformed'].includes(problemKind(preview.error))
  if (!token || refused) return <Gone />
  if (preview.error) return <Problem error={preview.error} onRetry={() => preview.refetch()} />
  if (!preview.data) return <Skeleton shape="list" />
  return <JoinForm token={token} invited={preview.data} />
}

function Gone() {
  const t = useText(accountText)
  const action = <Button href="/sign-in">{t('account.haveLogin')}</Button>
  return <Empty title={t('account.noInvitation')} say={t('account.noInvitationSay')} action={action} />
}

function JoinForm({ token, invited }: { token: string; invited: Invited }) {
  const t = useText(accountText)
  const go = useGo()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const join = async () => {
    await signInCalls.acceptInvitation({ token, name, password })
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    await queries.refetchQueries({ queryKey: ['session'] })
    go('/', { replace: true })
  }
  const hint = invited.known ? t('account.joinKnown') : t('account.passwordHint')
  return (
    <>
      <h1 className="b">{t('account.join', { company: invited.company })}</h1>
      <p className="t2 authsay">{t('account.joinAs', { email: invited.email })}</p>
      <SecretForm
        alone
        go={t('account.joinGo')}
        onGo={join}
        asks={[
          { key: 'name', label: t('account.name'), value: name, onChange: setName, autoComplete: 'name' },
          {
            key: 'password',
            label: t('account.password'),
            value: password,
            onChange: setPassword,
            type: 'password',
            autoComplete: invited.known ? 'current-password' : 'new-password',
            hint,
          },
        ]}
      />
    </>
  )
}
