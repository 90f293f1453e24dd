import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '#ui/Link.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { SecretForm } from './SecretForm.tsx'
import { signInCalls } from './usePeople.ts'

/** Says the same whether the address is known here or not. */
export function ForgotPasswordPage() {
  const t = useText(accountText)
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState<string>()
  const offer = useQuery({ queryKey: ['signUp'], queryFn: () => signInCalls.signUpOffer({}) })
  const ask = async () => {
    await signInCalls.forgotPassword({ email: email.trim() })
    setSent(email.trim())
  }
  const address = { key: 'email', label: t('account.email'), value: email, onChange: setEmail, type: 'email' as const }
  return (
    <>
      <h1 className="b authhead">{t('account.forgotTitle')}</h1>
      {offer.data && !offer.data.mail && <p className="t2 authsay">{t('account.forgotNoMail')}</p>}
      {offer.data?.mail && sent === undefined && (
        <>
          <p className="t2 authsay">{t('account.forgotSay')}</p>
          <SecretForm alone go={t('account.forgotGo')} onGo={ask} asks={[{ ...address, autoComplete: 'username' }]} />
        </>
      )}
      {sent !== undefined && <p role="status">{t('account.forgotSent', { email: sent })}</p>}
      <p className="authlinks">
        <Link className="link" href="/sign-in">
          {t('account.toSignIn')}
        </Link>
      </p>
    </>
  )
}
