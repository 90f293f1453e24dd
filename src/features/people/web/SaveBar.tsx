import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { accountText } from '../account.text.ts'

type Props = { readonly count: number; readonly onSave: () => Promise<unknown>; readonly onDone: () => void }

/** Nothing changes until it is said: what a click changes here changes what people may do. */
export function SaveBar({ count, onSave, onDone }: Props) {
  const t = useText(accountText)
  const tell = useToast()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  if (count === 0) return null
  const save = async () => {
    try {
      await onSave()
      tell(t('account.saved'))
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <div className="rolebar">
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <Button kind="primary" onClick={save}>
        {t('people.saveChanges', { count })}
      </Button>
      <Button kind="text" onClick={onDone}>
        {t('people.dropChanges')}
      </Button>
    </div>
  )
}
