import './AnswerItem.css'
import { useId, useRef, useState } from 'react'
import type { Upload } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import { Button } from './Button.tsx'
import { FieldRow } from './FieldRow.tsx'
import { Icon } from './Icon.tsx'
import { reasonsOf } from './problems.ts'
import { uiText } from './ui.text.ts'
import { uploadOf } from './uploadOf.ts'
import { useLabel, useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

export type AskedItem = {
  readonly key: string
  readonly label: Label
  readonly kind: 'tick' | 'text' | 'file'
  readonly required: boolean
}
export type Answer = {
  readonly ticked?: boolean
  readonly text?: string | null
  readonly fileId?: string | null
  readonly fileName?: string | null
}
type Keep = (upload: Upload) => Promise<{ readonly id: string; readonly name: string }>
type Props = {
  readonly item: AskedItem
  readonly value: Answer
  readonly onValue: (value: Answer) => void
  /** Keeps a file where the item's own will lie. */
  readonly onFile: Keep
}

/** One item of a checklist, answered in place. */
export function AnswerItem({ item, value, onValue, onFile }: Props) {
  const label = useLabel()
  const id = useId()
  const { kind, required } = item
  if (kind === 'text')
    return (
      <FieldRow
        field={{ key: item.key, label: item.label, kind: 'longText', required, maxLength: 2000 }}
        value={value.text ?? ''}
        onChange={text => onValue({ text: text === null ? null : String(text) })}
      />
    )
  if (kind === 'file') return <FileAnswer item={item} value={value} onValue={onValue} onFile={onFile} />
  return (
    <div className="checkitem">
      <label className="row" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={value.ticked ?? false}
          onChange={event => onValue({ ticked: event.target.checked })}
        />
        {label(item.label)}
        {required && <Must />}
      </label>
    </div>
  )
}

const Must = () => (
  <i className="req" aria-hidden="true">
    *
  </i>
)

function FileAnswer({ item, value, onValue, onFile }: Props) {
  const t = useText(uiText)
  const label = useLabel()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const name = label(item.label)
  const choose = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setRefused([])
    try {
      const kept = await onFile(await uploadOf(file))
      onValue({ fileId: kept.id, fileName: kept.name })
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="checkitem">
      <span>
        {name}
        {item.required && <Must />}
      </span>
      <div className="row wrap">
        <input
          ref={input}
          className="vh"
          type="file"
          tabIndex={-1}
          aria-label={t('answer.file', { name })}
          onChange={event => {
            const [file] = event.currentTarget.files ?? []
            void choose(file)
            // the same file again is a change again
            event.currentTarget.value = ''
          }}
        />
        <Button icon="plus" size="sm" busy={busy} onClick={() => input.current?.click()}>
          {t(value.fileId ? 'answer.otherFile' : 'answer.chooseFile')}
        </Button>
        {value.fileId && (
          <span className="row tight cut">
            <Icon name="doc" /> <span className="cut">{value.fileName}</span>
          </span>
        )}
      </div>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </div>
  )
}
