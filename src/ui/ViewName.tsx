import { type FormEvent, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { reasonsOf } from './problems.ts'
import { uiText } from './ui.text.ts'
import { useReason, useText } from './useText.tsx'

type Props = {
  name?: string
  /** Whether it may be made for everybody. */
  share?: boolean
  onName: (name: string, shared: boolean) => Promise<unknown>
}

/** A name that is taken is said at the field, and what was typed stays. */
export function ViewName({ name = '', share = false, onName }: Props) {
  const t = useText(uiText)
  const say = useReason()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const wanted = String(given.get('name') ?? '').trim()
    if (!wanted) return
    setBusy(true)
    await onName(wanted, given.has('shared')).catch((error: unknown) => setReasons(reasonsOf(error)))
    setBusy(false)
  }
  return (
    <form className="leaf" onSubmit={submit}>
      <input
        className={reasons.length > 0 ? 'native bad' : 'native'}
        name="name"
        maxLength={60}
        defaultValue={name}
        placeholder={t('view.name')}
        aria-label={t('view.name')}
        aria-invalid={reasons.length > 0 || undefined}
        // biome-ignore lint/a11y/noAutofocus: it was just asked for by a press
        autoFocus
      />
      {reasons.length > 0 && (
        <p className="wrong" role="alert">
          {reasons.map(say).join(' ')}
        </p>
      )}
      {share && (
        <label className="row tight">
          <input type="checkbox" name="shared" />
          {t('view.forAll')}
        </label>
      )}
      <Button kind="primary" type="submit" busy={busy}>
        {t('ui.save')}
      </Button>
    </form>
  )
}
