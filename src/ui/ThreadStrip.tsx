import './marks.css'
import './ThreadStrip.css'
import './ThreadFold.css'
import { type ReactNode, useState } from 'react'
import { Icon } from './Icon.tsx'
import { Sheet } from './Sheet.tsx'
import { steps } from './steps.ts'
import { Leg, type LegProps } from './ThreadLeg.tsx'
import { ThreadList } from './ThreadList.tsx'
import { uiText } from './ui.text.ts'
import { useBallTravel } from './useBallTravel.ts'
import { useText } from './useText.tsx'

export type { Leg } from './ThreadLeg.tsx'

type Props = {
  legs: readonly LegProps['leg'][]
  /** Beside the sentence that says what is late: remind, go there. */
  lateAction?: ReactNode
}

/** The product's signature: who has the ball, since when, and what comes next. */
export function ThreadStrip({ legs, lateAction }: Props) {
  const t = useText(uiText)
  const [open, setOpen] = useState(false)
  const list = useBallTravel(legs.map(leg => `${leg.step}${leg.state}`).join())
  const balls = legs.flatMap((leg, at) => (leg.state === 'here' ? [at] : []))
  const first = balls[0]
  const late = legs.find(leg => leg.state === 'late')
  return (
    <nav className="strip" aria-label={t('strip.name')}>
      <p className="say">
        <HolderWords
          leg={first === undefined ? undefined : legs[first]}
          finished={legs.every(leg => leg.state === 'done')}
        />
        <span className="grow" />
        <button type="button" className="more" onClick={() => setOpen(true)}>
          {t('strip.name')}
          <Icon name="down" />
        </button>
      </p>
      <ol ref={list}>
        {legs.map((leg, at) => (
          <Leg
            key={leg.step}
            leg={leg}
            near={first !== undefined && Math.abs(at - first) === 1}
            current={at === first}
            also={leg.state === 'here' && at !== first}
          />
        ))}
      </ol>
      {late && (
        <div className="say late">
          <span className="cut">
            <i aria-hidden="true">▲</i>{' '}
            {t('strip.late', { step: t(`step.${late.step}`), meta: late.meta ?? t('strip.lateState') })}
          </span>
          <span className="grow" />
          {lateAction}
        </div>
      )}
      <Sheet open={open} onClose={() => setOpen(false)} title={t('strip.name')}>
        <ThreadList legs={legs} onGo={() => setOpen(false)} />
      </Sheet>
    </nav>
  )
}

/** The way ahead while nobody knows yet who has the ball: as high as the strip that takes its place. */
export function StripSkeleton() {
  const t = useText(uiText)
  return (
    <div className="strip pending" aria-busy="true" role="status">
      <p className="say">
        <span className="vh">{t('ui.loading')}</span>
      </p>
      <ol aria-hidden="true">
        {steps.map(step => (
          <Leg key={step} leg={{ step, state: 'wait' }} near={step === 'lead'} current={false} also={false} />
        ))}
      </ol>
    </div>
  )
}

function HolderWords({ leg, finished }: { leg: LegProps['leg'] | undefined; finished: boolean }) {
  const t = useText(uiText)
  if (!leg?.holder) return <span className="cut t2">{finished ? t('strip.finished') : t('strip.nobody')}</span>
  const { name, role, me } = leg.holder
  // the name stands bold in the middle of the sentence, wherever the language puts it
  const hole = { name: '\n' }
  const said = me ? t('strip.youHold', hole) : role ? t('strip.holdsAs', { ...hole, role }) : t('strip.holds', hole)
  const [before, after] = said.split('\n')
  return (
    <span className="cut">
      {before}
      <b className="b">{me ? t('ui.you') : name}</b>
      {after}
    </span>
  )
}
