import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { KeyboardEvent } from 'react'
import { type EditProps, isBlank } from './kind.ts'
import { inputProps } from './plain.tsx'

/** Enter takes the day; sending the form around it is another decision. */
const keepForm = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key === 'Enter') event.preventDefault()
}

/** The drawn calendar of a desk; a heavy thing, so whoever shows it loads it first. */
export function Calendar({ withTime, ...props }: EditProps & { withTime: boolean }) {
  const { value, onChange } = props
  const shared = { ...inputProps(props), className: 'wide', onKeyDown: keepForm }
  const at = isBlank(value) ? null : dayjs(String(value))
  if (!withTime)
    return <DatePicker {...shared} value={at} onChange={day => onChange(day ? day.format('YYYY-MM-DD') : null)} />
  return (
    <DatePicker
      {...shared}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      value={at}
      onChange={day => onChange(day ? day.second(0).millisecond(0).toISOString() : null)}
    />
  )
}
