import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { usePhone } from '../usePhone.ts'
import { Day, When } from '../When.tsx'
import { type EditProps, isBlank, type ShowProps } from './kind.ts'
import { inputProps, Nothing } from './plain.tsx'

export const ShowDate = ({ value }: ShowProps) => (isBlank(value) ? <Nothing /> : <Day day={String(value)} />)
export const CellDate = ({ value }: ShowProps) => (isBlank(value) ? null : <Day day={String(value)} />)
export const ShowInstant = ({ value }: ShowProps) => (isBlank(value) ? <Nothing /> : <When at={String(value)} />)
export const CellInstant = ({ value }: ShowProps) => (isBlank(value) ? null : <When at={String(value)} />)

/** A phone's own wheel beats any drawn calendar. */
function Native({
  props,
  type,
  text,
  read,
}: {
  props: EditProps
  type: 'date' | 'datetime-local'
  text: string
  read: (text: string) => string
}) {
  const { id, disabled, describedBy, invalid, onChange } = props
  return (
    <input
      className={invalid ? 'native bad' : 'native'}
      type={type}
      value={text}
      id={id}
      disabled={disabled}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      onChange={event => onChange(event.target.value ? read(event.target.value) : null)}
    />
  )
}

export function EditDate(props: EditProps) {
  const { value, onChange } = props
  const phone = usePhone()
  if (phone) return <Native props={props} type="date" text={isBlank(value) ? '' : String(value)} read={text => text} />
  return (
    <DatePicker
      {...inputProps(props)}
      className="wide"
      value={isBlank(value) ? null : dayjs(String(value))}
      onChange={day => onChange(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}

export function EditInstant(props: EditProps) {
  const { value, onChange } = props
  const phone = usePhone()
  const at = isBlank(value) ? null : dayjs(String(value))
  if (phone)
    return (
      <Native
        props={props}
        type="datetime-local"
        text={at ? at.format('YYYY-MM-DDTHH:mm') : ''}
        read={text => dayjs(text).toISOString()}
      />
    )
  return (
    <DatePicker
      {...inputProps(props)}
      className="wide"
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      value={at}
      onChange={day => onChange(day ? day.second(0).millisecond(0).toISOString() : null)}
    />
  )
}
