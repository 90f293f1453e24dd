import { useState } from 'react'
import { useGo } from '#ui/Link.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { SecretForm } from './SecretForm.tsx'
import { signInCalls } from './usePeople.ts'

export function ResetPasswordPage() {
  const t = useText(accountText)
  const go = useGo()
  const tell = useToast()
  // behind the #, so that no server or log ever sees it
  const [token] = useState(() => window.location.hash.slice(1))
  const [password, setPassword] = useState('')
  const save = async () => {
    await signInCalls.resetPassword({ token, password })
    tell(t('account.resetDone'))
    go('/sign-in', { replace: true })
  }
  return (
    <>
      <h1 className="b authhead">{t('account.forgotTitle')}</h1>
      <SecretForm
        alone
        go={t('account.resetGo')}
        onGo={save}
        asks={[
          {
            key: 'password',
            label: t('account.newPassword'),
            value: password,
            onChange: setPassword,
            type: 'password',
            autoComplete: 'new-password',
            hint: t('account.passwordHint'),
          },
        ]}
      />
    </>
  )
}
