import { Link } from './Link.tsx'
import { vars } from './Marks.tsx'
import { initial } from './Person.tsx'
import { halfOf, type Step } from './steps.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export interface Leg {
  step: Step
  state: 'done' | 'part' | 'here' | 'wait' | 'late'
  /** Per cent done, for `part` and `late`. */
  share?: number
  /** One line: how long it took, or what it waits for. */
  meta?: string
  holder?: { name: string; role?: string; me?: boolean }
  /** `used` per cent of the allowed time; `left` in words, such as “1 of 5 d left”. */
  clock?: { used: number; left: string; late?: boolean }
  href?: string
}

export type LegProps = { leg: Leg; near: boolean; current: boolean; also: boolean }

export function Leg({ leg, near, current, also }: LegProps) {
  const t = useText(uiText)
  const half = halfOf(leg.step)
  const late = leg.state === 'late'
  const name = [
    'leg',
    half === 'seam' ? 'seam' : half,
    late ? 'part late' : leg.state,
    near && 'near',
    also && 'also',
    leg.clock?.late && 'over',
  ]
    .filter(Boolean)
    .join(' ')
  const label = t(`step.${leg.step}`)
  const inside = (
    <>
      <b className="bar" style={leg.share === undefined ? undefined : vars({ '--p': leg.share })}>
        {half === 'seam' && <i />}
        {leg.state === 'here' && <Ball leg={leg} />}
      </b>
      <span className="name" title={label}>
        {late && <i aria-hidden="true">▲</i>}
        {label}
      </span>
      <small className="meta" title={leg.meta}>
        {leg.meta ?? ''}
      </small>
      <span className="vh">{stateWords(leg, t)}</span>
    </>
  )
  return (
    <li className={name} aria-current={current ? 'step' : undefined}>
      {leg.href ? <Link href={leg.href}>{inside}</Link> : <div>{inside}</div>}
    </li>
  )
}

function Ball({ leg }: { leg: Leg }) {
  const t = useText(uiText)
  const name = leg.holder?.name ?? t('ui.nobody')
  return (
    <span
      className={leg.clock ? 'ball' : 'ball timeless'}
      style={vars({ '--used': Math.min(100, leg.clock?.used ?? 0) })}
      title={[name, leg.holder?.role, leg.clock?.left].filter(Boolean).join(' · ')}
    >
      <i className="av" aria-hidden="true">
        {leg.holder ? initial(name) : '?'}
      </i>
      <span className="nm">
        <b>{name}</b>
        {leg.holder?.role && <em>{leg.holder.role}</em>}
      </span>
      {leg.clock && <u>{leg.clock.left}</u>}
    </span>
  )
}

function stateWords(leg: Leg, t: ReturnType<typeof useText<typeof uiText>>): string {
  if (leg.state === 'part') return t('strip.part', { share: leg.share ?? 0 })
  return t(leg.state === 'late' ? 'strip.lateState' : `strip.${leg.state}`)
}
