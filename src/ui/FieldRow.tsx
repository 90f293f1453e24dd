import './Form.css'
import { useId } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import type { Row } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { usePhone } from './usePhone.ts'
import { useLabel, useReason } from './useText.tsx'

type Props = {
  field: Field
  value: unknown
  onChange: (value: unknown) => void
  record?: Row
  values?: Row | undefined
  reasons?: readonly Reason[]
  autoFocus?: boolean
  disabled?: boolean
  size?: 'small' | 'middle'
}

/** Label, editor and what is wrong with it, tied together for the eye and for a screen reader. */
export function FieldRow({ field, value, onChange, record, values, reasons = [], autoFocus, disabled, size }: Props) {
  const id = useId()
  const label = useLabel()
  const say = useReason()
  const phone = usePhone()
  const { Edit } = kindOf(field.kind)
  const wrong = reasons.length > 0
  const grouped = field.kind === 'yesNo'
  return (
    <div className={field.kind === 'longText' ? 'fr long' : 'fr'} data-field={field.key}>
      <label htmlFor={grouped ? undefined : id} id={`${id}l`}>
        {label(field.label)}
        {field.required && (
          <i className="req" aria-hidden="true">
            *
          </i>
        )}
      </label>
      <Edit
        field={field}
        value={value}
        onChange={onChange}
        id={id}
        invalid={wrong}
        size={phone ? 'large' : (size ?? 'middle')}
        record={record}
        values={values}
        {...(disabled && { disabled })}
        {...(autoFocus && { autoFocus })}
        {...(wrong ? { describedBy: `${id}w` } : {})}
      />
      {wrong && (
        <p className="wrong" id={`${id}w`}>
          {reasons.map(reason => (
            <span key={reason.key}>{say(reason)}</span>
          ))}
        </p>
      )}
    </div>
  )
}
