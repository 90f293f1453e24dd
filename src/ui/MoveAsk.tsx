import { type FormEvent, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { FieldRow } from './FieldRow.tsx'
import { isBlank } from './kinds/kind.ts'
import { vars } from './Marks.tsx'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { usePhone } from './usePhone.ts'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Props = {
  title: string
  fields: readonly Field[]
  /** What is worth knowing before it goes out. */
  said?: readonly Reason[]
  x: number
  onGo: (values: Record<string, unknown>) => Promise<void>
  onClose: () => void
}

/** What a move still needs, asked where the move was pressed. */
export function MoveAsk({ title, fields, said = [], x, onGo, onClose }: Props) {
  const t = useText(uiText)
  const phone = usePhone()
  const form = (
    <>
      {said.length > 0 && <Reasons reasons={said} />}
      <AskForm fields={fields} onGo={onGo} onClose={onClose} go={t('move.go')} />
    </>
  )
  if (phone)
    return (
      <Sheet open onClose={onClose} title={title}>
        {form}
      </Sheet>
    )
  return (
    <section className="why stack" style={vars({ '--x': `${x}px` })} aria-label={title}>
      <h2 className="b">{title}</h2>
      {form}
    </section>
  )
}

type AskProps = {
  fields: readonly Field[]
  onGo: Props['onGo']
  onClose: () => void
  go: string
  back?: string
  stacked?: boolean
}

export function AskForm({ fields, onGo, onClose, go, back, stacked }: AskProps) {
  const t = useText(uiText)
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const lacks = (field: Field): boolean => Boolean(field.required) && isBlank(values[field.key])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fields.some(lacks)) return
    setBusy(true)
    await onGo(values)
    setBusy(false)
  }
  return (
    <form className={stacked ? 'asks one' : 'asks'} onSubmit={submit} noValidate>
      {fields.map((field, at) => (
        <FieldRow
          key={field.key}
          field={field}
          value={values[field.key]}
          onChange={value => setValues(old => ({ ...old, [field.key]: value }))}
          autoFocus={at === 0}
          reasons={tried && lacks(field) ? [{ key: 'form.required' }] : []}
          {...(stacked && { size: 'small' as const })}
        />
      ))}
      <div className="acts">
        <Button kind="primary" type="submit" busy={busy} size={stacked ? 'sm' : 'md'}>
          {go}
        </Button>
        <Button kind="text" onClick={onClose} size={stacked ? 'sm' : 'md'}>
          {back ?? t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
