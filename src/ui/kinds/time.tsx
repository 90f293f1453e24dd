import dayjs from 'dayjs'
import { lazy, Suspense } from 'react'
import { usePhone } from '../usePhone.ts'
import { Day, When } from '../When.tsx'
import { type EditProps, isBlank, type ShowProps } from './kind.ts'
import { Nothing } from './plain.tsx'

// most pages show dates and edit none
const Calendar = lazy(async () => ({ default: (await import('./Calendar.tsx')).Calendar }))

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

/** The calendar's place until it is here. */
function Desk(props: EditProps & { withTime: boolean }) {
  return (
    <Suspense fallback={<input className="native" id={props.id} disabled />}>
      <Calendar {...props} />
    </Suspense>
  )
}

export function EditDate(props: EditProps) {
  const { value } = props
  const phone = usePhone()
  if (!phone) return <Desk {...props} withTime={false} />
  return <Native props={props} type="date" text={isBlank(value) ? '' : String(value)} read={text => text} />
}

export function EditInstant(props: EditProps) {
  const { value } = props
  const phone = usePhone()
  if (!phone) return <Desk {...props} withTime={true} />
  return (
    <Native
      props={props}
      type="datetime-local"
      text={isBlank(value) ? '' : dayjs(String(value)).format('YYYY-MM-DDTHH:mm')}
      read={text => dayjs(text).toISOString()}
    />
  )
}
