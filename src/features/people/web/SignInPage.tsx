import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { SecretForm } from './SecretForm.tsx'
import { codeAsk } from './StepSetUp.tsx'
import { giveCode, signIn, signInCalls } from './usePeople.ts'

export function SignInPage() {
  const t = useText(accountText)
  const { search, go } = usePlace()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const offer = useQuery({ queryKey: ['signUp'], queryFn: () => signInCalls.signUpOffer({}) })
  const first = offer.data?.first
  useEffect(() => {
    if (first) go('/sign-up', { replace: true })
  }, [first, go])
  const [owes, setOwes] = useState(false)
  const enter = async () => {
    if (await signIn(email.trim(), password)) setOwes(true)
    else await open()
  }
  const open = async () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    await queries.refetchQueries({ queryKey: ['session'] })
    go(placeIn(search), { replace: true })
  }
  if (owes) return <CodeStep onDone={open} onBack={() => setOwes(false)} />
  return (
    <>
      <SecretForm
        alone
        go={t('account.signIn')}
        onGo={enter}
        asks={[
          {
            key: 'email',
            label: t('account.email'),
            value: email,
            onChange: setEmail,
            type: 'email',
            autoComplete: 'username',
          },
          {
            key: 'password',
            label: t('account.password'),
            value: password,
            onChange: setPassword,
            type: 'password',
            autoComplete: 'current-password',
          },
        ]}
      />
      <p className="authlinks">
        <Link className="link" href="/forgot">
          {t('account.forgot')}
        </Link>
        {offer.data?.open && (
          <Link className="link" href="/sign-up">
            {t('account.newHere')}
          </Link>
        )}
      </p>
    </>
  )
}

function CodeStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const t = useText(accountText)
  const [code, setCode] = useState('')
  const [trust, setTrust] = useState(false)
  const go = async () => {
    await giveCode(code, trust)
    await onDone()
  }
  return (
    <>
      <p className="authsay t2">{t('account.stepAsk')}</p>
      <SecretForm alone go={t('account.signIn')} onGo={go} asks={[codeAsk(t('account.stepCode'), code, setCode)]}>
        <label className="steptrust">
          <input type="checkbox" checked={trust} onChange={event => setTrust(event.target.checked)} />
          {t('account.stepTrust')}
        </label>
      </SecretForm>
      <p className="authlinks">
        <Button kind="text" onClick={onBack}>
          {t('account.stepAgain')}
        </Button>
      </p>
    </>
  )
}

/** Only our own addresses: a link must not lead a fresh session elsewhere. */
function placeIn(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-') ? to : '/'
}
