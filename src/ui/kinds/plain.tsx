import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { Icon } from '../Icon.tsx'
import { useNumber } from '../Money.tsx'
import { plainNumber } from '../plainNumber.ts'
import { Segmented } from '../Segmented.tsx'
import { send } from '../send.ts'
import { uiText } from '../ui.text.ts'
import { useText } from '../useText.tsx'
import { type EditProps, isBlank, type ShowProps } from './kind.ts'

export function Nothing() {
  const t = useText(uiText)
  return <span className="t3">{t('ui.none')}</span>
}

export const ShowText = ({ value }: ShowProps) => (isBlank(value) ? <Nothing /> : <span>{String(value)}</span>)
export const ShowLong = ({ value }: ShowProps) =>
  isBlank(value) ? <Nothing /> : <span className="pre">{String(value)}</span>
export const CellText = ({ value }: ShowProps) =>
  isBlank(value) ? null : (
    <span className="cut" title={String(value)}>
      {String(value)}
    </span>
  )

export function ShowNumber({ value }: ShowProps) {
  const format = useNumber()
  return isBlank(value) ? <Nothing /> : <span className="nw">{format(String(value))}</span>
}

export const CellNumber = (props: ShowProps) => (isBlank(props.value) ? null : <ShowNumber {...props} />)

export function ShowPhone({ value }: ShowProps) {
  return isBlank(value) ? (
    <Nothing />
  ) : (
    <a className="link nw" href={`tel:${String(value)}`}>
      {String(value)}
    </a>
  )
}

export function ShowEmail({ value }: ShowProps) {
  return isBlank(value) ? (
    <Nothing />
  ) : (
    <a className="link" href={`mailto:${String(value)}`}>
      {String(value)}
    </a>
  )
}

export const CellPhone = (props: ShowProps) => (isBlank(props.value) ? null : <ShowPhone {...props} />)
export const CellEmail = (props: ShowProps) => (isBlank(props.value) ? null : <ShowEmail {...props} />)

export function ShowYesNo({ value }: ShowProps) {
  const t = useText(uiText)
  return typeof value === 'boolean' ? <span>{t(value ? 'ui.yes' : 'ui.no')}</span> : <Nothing />
}

export const CellYesNo = (props: ShowProps) => (typeof props.value === 'boolean' ? <ShowYesNo {...props} /> : null)

const textOf = (value: unknown): string => (isBlank(value) ? '' : String(value))

/** What takes a choice back, named in the person's language. */
export function useClearing(): { readonly clearIcon: ReactNode; readonly label: string } {
  const t = useText(uiText)
  return { clearIcon: <Icon name="x" />, label: t('ui.clear') }
}

/** What every antd input takes from ours. */
export function inputProps({ id, disabled, invalid, describedBy, autoFocus, size }: EditProps) {
  return {
    ...(id !== undefined && { id }),
    ...(disabled !== undefined && { disabled }),
    ...(size !== undefined && { size }),
    ...(autoFocus !== undefined && { autoFocus }),
    ...(invalid && { status: 'error' as const, 'aria-invalid': true }),
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
  }
}

/** Typed, with the names that the company has set up at hand. */
function OfferedText(props: EditProps) {
  const own = useId()
  const { offers = '' } = props.field
  const names = useQuery({ queryKey: ['offered', offers], queryFn: () => offered(offers), staleTime: 60_000 })
  return (
    <>
      <TextInput props={props} type="text" list={own} />
      <datalist id={own}>
        {names.data?.map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

async function offered(path: string): Promise<string[]> {
  const { items } = Object(await send({ method: 'GET', path, query: {}, body: undefined }))
  return Array.isArray(items) ? items.map(one => String(Object(one).name)) : []
}

type InputProps = { props: EditProps; type: string; mode?: 'decimal' | 'tel' | 'email'; list?: string }
function TextInput({ props, type, mode, list }: InputProps) {
  const { value, onChange, field } = props
  return (
    <Input
      {...inputProps(props)}
      type={type}
      value={textOf(value)}
      onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
      autoComplete="off"
      {...(mode && { inputMode: mode })}
      {...(list && { list })}
      {...(field.maxLength && { maxLength: field.maxLength })}
    />
  )
}

export const EditText = (props: EditProps) =>
  props.field.offers ? <OfferedText {...props} /> : <TextInput props={props} type="text" />
export const EditPhone = (props: EditProps) => <TextInput props={props} type="tel" mode="tel" />
export const EditEmail = (props: EditProps) => <TextInput props={props} type="email" mode="email" />

export function EditLong(props: EditProps) {
  const { value, onChange } = props
  return (
    <Input.TextArea
      {...inputProps(props)}
      value={textOf(value)}
      autoSize={{ minRows: 2, maxRows: 10 }}
      onChange={event => onChange(event.target.value || null)}
    />
  )
}

export function EditNumber(props: EditProps) {
  const { value, onChange } = props
  return (
    <Input
      {...inputProps(props)}
      className="num-in"
      inputMode="decimal"
      autoComplete="off"
      value={textOf(value)}
      onChange={event => onChange(event.target.value === '' ? null : event.target.value)}
      onBlur={event => event.target.value && onChange(plainNumber(event.target.value))}
    />
  )
}

export function EditYesNo({ value, onChange, id, disabled, describedBy }: EditProps) {
  const t = useText(uiText)
  return (
    <Segmented
      id={id}
      describedBy={describedBy}
      disabled={disabled}
      all={[true, false]}
      value={typeof value === 'boolean' ? value : undefined}
      say={one => t(one ? 'ui.yes' : 'ui.no')}
      onPick={one => onChange(value === one ? null : one)}
    />
  )
}
