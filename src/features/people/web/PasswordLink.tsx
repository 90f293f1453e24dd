import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { accountText } from '../account.text.ts'
import type { User } from '../people.schema.ts'
import { OnceShown } from './OnceShown.tsx'
import { peopleCalls } from './usePeople.ts'

/** For somebody who cannot sign in any more: by mail, or as a link to hand on. */
export function PasswordLink({ user: { id, name, email } }: { user: User }) {
  const t = useText(accountText)
  const tell = useToast()
  const [link, setLink] = useState<string>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const ask = async () => {
    try {
      const made = await peopleCalls.passwordLink({ id })
      if (made.link === null) tell(t('people.passwordMailed', { email }))
      else setLink(`${window.location.origin}${made.link}`)
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const close = () => {
    setLink(undefined)
    setRefused([])
  }
  return (
    <>
      <Button icon="mail" onClick={ask}>
        {t('people.passwordLink')}
      </Button>
      <Sheet open={link !== undefined || refused.length > 0} onClose={close} title={t('people.passwordLink')}>
        {refused.length > 0 && <Reasons reasons={refused} />}
        {link !== undefined && <OnceShown say={t('people.passwordOnce', { name })} secret={link} onDone={close} />}
      </Sheet>
    </>
  )
}
