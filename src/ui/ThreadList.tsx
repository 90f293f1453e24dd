import { Link } from './Link.tsx'
import { vars } from './Marks.tsx'
import { halfOf } from './steps.ts'
import type { Leg } from './ThreadLeg.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

/** The whole thread standing, rows of 46 px: the sheet behind the folded strip. */
export function ThreadList({ legs, onGo }: { legs: readonly Leg[]; onGo: () => void }) {
  return (
    <ol className="tsheet">
      {legs.map(leg => (
        <Row key={leg.step} leg={leg} onGo={onGo} />
      ))}
    </ol>
  )
}

function Row({ leg, onGo }: { leg: Leg; onGo: () => void }) {
  const t = useText(uiText)
  const half = halfOf(leg.step)
  const who = leg.holder ? (leg.holder.me ? t('ui.you') : leg.holder.name) : ''
  const here = leg.state === 'here'
  const right = leg.clock?.left ?? (leg.share !== undefined ? t('strip.percent', { share: leg.share }) : '')
  const inside = (
    <>
      <i className="v" />
      <b>{t(`step.${leg.step}`)}</b>
      <span className="cut">{[who, leg.meta].filter(Boolean).join(t('strip.comma'))}</span>
      <small>{right}</small>
    </>
  )
  return (
    <li
      className={`${half} ${leg.state === 'late' ? 'part late' : leg.state}`}
      aria-current={here ? 'step' : undefined}
      style={leg.share === undefined ? undefined : vars({ '--p': leg.share })}
    >
      {leg.href ? (
        <Link href={leg.href} onClick={onGo}>
          {inside}
        </Link>
      ) : (
        <div>{inside}</div>
      )}
    </li>
  )
}
