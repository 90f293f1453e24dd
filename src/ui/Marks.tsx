import './marks.css'
import type { CSSProperties, ReactNode } from 'react'
import { type Step, steps } from './steps.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export type Tone = 'off' | 'ok' | 'warn' | 'late' | 'warm' | 'cool' | 'acc'

/** CSS takes custom properties that React's type does not list. */
export const vars = (values: Record<`--${string}`, string | number>): CSSProperties => values as CSSProperties

export function Tag({ tone = 'off', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag ${tone}`}>{children}</span>
}

/** The state of a record, stamped. */
export function StateSeal({ label, tone = 'acc', title }: { label: string; tone?: Tone; title?: string }) {
  return (
    <i className={`seal ${tone}`} title={title}>
      {label}
    </i>
  )
}

/** A share as a filling circle; the words beside it carry the meaning. */
export function Moon({ share, tone }: { share: number; tone?: Tone }) {
  return <span className={`moon ${tone ?? ''}`} style={vars({ '--p': share })} aria-hidden="true" />
}

export function Meter({ share, tone, label }: { share: number; tone?: Tone; label?: string }) {
  const p = Math.max(0, Math.min(100, share))
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return <i className={`meter ${tone ?? ''}`} style={vars({ '--p': p })} {...spoken} />
}

/** The thread in 80 × 12 px, for a row or a card; hand-off and order share the place under the seam. */
export function MiniThread({ at, late }: { at: Step; late?: boolean }) {
  const t = useText(uiText)
  const index = steps.indexOf(at)
  return (
    <span
      className={`mini${late ? ' late' : ''}`}
      style={vars({ '--at': index > 4 ? index - 1 : index })}
      role="img"
      aria-label={t(`step.${at}`)}
      title={t(`step.${at}`)}
    >
      <i />
    </span>
  )
}
