import '#ui/Form.css'
import './People.css'
import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { usePhone } from '#ui/usePhone.ts'
import { useReason } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { useSubmit } from './useSubmit.ts'

export type Ask = {
  /** As a refusal's path names it. */
  readonly key: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'email' | 'password'
  readonly autoComplete?: string
  readonly hint?: string
}

type Props = {
  asks: readonly Ask[]
  go: string
  onGo: () => Promise<unknown>
  /** The page is about nothing else: the first field has the cursor, the button is large. */
  alone?: boolean
  /** Other fields, between the asked ones and the button. */
  children?: ReactNode
}

/** For what must not be kept as a draft on the device: passwords, and whatever stands beside them. */
export function SecretForm({ asks, go, onGo, alone, children }: Props) {
  const { busy, reasons, submit } = useSubmit(onGo)
  const paths = new Set(asks.map(ask => ask.key))
  const whole = reasons.filter(reason => !reason.path || !paths.has(reason.path))
  return (
    <form className="form secret" onSubmit={submit} noValidate>
      {whole.length > 0 && (
        <div className="whole" role="alert">
          <Reasons reasons={whole} />
        </div>
      )}
      {asks.map((ask, at) => (
        <AskRow
          key={ask.key}
          ask={ask}
          first={Boolean(alone) && at === 0}
          reasons={reasons.filter(reason => reason.path === ask.key)}
        />
      ))}
      {children}
      <Button kind="primary" size={alone ? 'lg' : 'md'} type="submit" busy={busy}>
        {go}
      </Button>
    </form>
  )
}

function AskRow({ ask, first, reasons }: { ask: Ask; first: boolean; reasons: readonly Reason[] }) {
  const id = useId()
  const say = useReason()
  const phone = usePhone()
  const wrong = reasons.length > 0
  const { type = 'text', autoComplete = 'off', hint } = ask
  const shared = {
    id,
    size: phone ? ('large' as const) : ('middle' as const),
    name: ask.key,
    value: ask.value,
    autoComplete,
    autoFocus: first,
    onChange: (event: { target: { value: string } }) => ask.onChange(event.target.value),
    ...(wrong && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${id}w` }),
  }
  return (
    <div className="fr" data-field={ask.key}>
      <label htmlFor={id}>{ask.label}</label>
      {type === 'password' ? <Input.Password {...shared} /> : <Input {...shared} type={type} />}
      {hint && !wrong && <small className="t3">{hint}</small>}
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
