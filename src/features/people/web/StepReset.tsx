import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { accountText } from '../account.text.ts'
import { peopleCalls } from './usePeople.ts'

/** For somebody who lost the phone and the backup codes; asked twice, since it makes their sign-in weaker. */
export function StepReset({ id, name }: { id: string; name: string }) {
  const t = useText(accountText)
  const tell = useToast()
  const [isAsking, setAsking] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const close = () => {
    setAsking(false)
    setRefused([])
  }
  const reset = async () => {
    try {
      await peopleCalls.resetSecondStep({ id })
      tell(t('people.stepResetDone'))
      close()
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <>
      <Button icon="lock" onClick={() => setAsking(true)}>
        {t('people.stepReset')}
      </Button>
      <Sheet open={isAsking} onClose={close} title={t('people.stepReset')}>
        <p>{t('people.stepResetSay', { name })}</p>
        {refused.length > 0 && <Reasons reasons={refused} />}
        <Button kind="primary" onClick={reset}>
          {t('people.stepReset')}
        </Button>
      </Sheet>
    </>
  )
}
