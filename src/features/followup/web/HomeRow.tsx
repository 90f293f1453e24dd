import type { HomeLine } from '#meta/home.ts'
import { Button } from '#ui/Button.tsx'
import { dateFormat } from '#ui/day.ts'
import { Icon } from '#ui/Icon.tsx'
import { Link } from '#ui/Link.tsx'
import { MiniThread } from '#ui/Marks.tsx'
import { halfOf, type Step, steps } from '#ui/steps.ts'
import { uiText } from '#ui/ui.text.ts'
import { useLookup } from '#ui/useLookup.tsx'
import { useNow } from '#ui/useNow.ts'
import { useLang, useReason, useText } from '#ui/useText.tsx'
import { exact, lasting, timeLeft } from '#ui/when.ts'
import type { HomeGroup } from '../home.schema.ts'
import { homeText } from '../home.text.ts'
import type { Act, Doing } from './ActionSheet.tsx'
import { Taps } from './Taps.tsx'

type Props = { line: HomeLine; group: HomeGroup; first: boolean; onAct: (act: Act) => void }

const stepOf = (line: HomeLine): Step | undefined => steps.find(step => step === line.step)

/** What is due is logged; what is to come is only looked at. */
const taken = new Set<HomeGroup>(['late', 'today', 'stalled'])

export function HomeRow({ line, group, first, onAct }: Props) {
  const say = useReason()
  const { hrefOf } = useLookup()
  const href = hrefOf(line.entity, line.recordId)
  const step = stepOf(line)
  const said = line.say && say({ key: line.say.key, ...(line.say.values && { values: line.say.values }) })
  const what = [said, line.text].filter(Boolean).join(' · ')
  return (
    <li className={`${step && halfOf(step) === 'c' ? 'c' : 'w'}${first ? ' first' : ''}`}>
      <Due line={line} group={group} />
      <div>
        <p>
          {href ? (
            <Link className="b" href={href}>
              {line.who}
            </Link>
          ) : (
            <b className="b">{line.who}</b>
          )}
          <span>{what}</span>
        </p>
        {line.note && <small>{line.note}</small>}
        {taken.has(group) && line.actions.includes('log') && <Taps line={line} />}
      </div>
      <span className="where">{step && <Where step={step} late={group === 'late' || line.late === true} />}</span>
      <span className="act">
        {deedsOf(line, group, href).map((deed, at) => (
          <Deed key={deed} deed={deed} line={line} href={href} pressing={first && at === 0} onAct={onAct} />
        ))}
      </span>
    </li>
  )
}

type DeedName = Doing | 'call' | 'open'

/** The first one is what the line is about: the solid one of the first line, all that a phone shows of the others. */
function deedsOf({ actions, phone, move }: HomeLine, group: HomeGroup, href: string | undefined): DeedName[] {
  const offered = new Set<DeedName>(actions)
  if (move) offered.add('move')
  if (phone) offered.add('call')
  if (!href) offered.delete('open')
  const order = group === 'stalled' ? planFirst : callFirst
  return order.filter(deed => offered.has(deed))
}
const callFirst: readonly DeedName[] = [
  'move',
  'assign',
  'done',
  'call',
  'plan',
  'log',
  'checkIn',
  'giveBack',
  'reschedule',
  'open',
]
const planFirst: readonly DeedName[] = ['move', 'plan', 'call', 'log', 'lose', 'open']

type DeedProps = {
  deed: DeedName
  line: HomeLine
  href: string | undefined
  pressing: boolean
  onAct: Props['onAct']
}

function Deed({ deed, line, href, pressing, onAct }: DeedProps) {
  const t = useText(homeText)
  const say = useReason()
  if (deed === 'call') {
    const said = line.callee ? t('home.callOne', { name: line.callee }) : t('home.call')
    return (
      <a
        className={`btn sm${pressing ? ' pri' : ''}`}
        href={`tel:${line.phone}`}
        aria-label={`${said} ${line.phone}`}
        title={line.phone ?? undefined}
      >
        <Icon name="phone" />
        <span className="cut">{said}</span>
      </a>
    )
  }
  const look = { size: 'sm', kind: pressing ? 'primary' : 'plain' } as const
  if (deed === 'open')
    return (
      <Button {...look} {...(href && { href })}>
        {t('home.action.open')}
      </Button>
    )
  if (deed === 'checkIn') {
    const said = t('home.action.checkIn')
    return (
      <Button
        {...look}
        icon="pin"
        data-deed="checkIn"
        aria-label={said}
        title={said}
        onClick={() => onAct({ line, action: 'checkIn', kind: 'visit' })}
      />
    )
  }
  return (
    <Button {...look} onClick={() => onAct({ line, action: deed })}>
      {deed !== 'move' ? t(`home.action.${deed}`) : line.move && say({ key: line.move.say })}
    </Button>
  )
}

function Where({ step, late }: { step: Step; late: boolean }) {
  const t = useText(uiText)
  return (
    <>
      <MiniThread at={step} late={late} />
      <small>{t(`step.${step}`)}</small>
    </>
  )
}

/** Late says how much; today the hour; what waits or stands still since how long. */
function Due({ line, group }: Pick<Props, 'line' | 'group'>) {
  const t = useText(homeText)
  const ui = useText(uiText)
  const { locale, zone } = useLang()
  const now = useNow()
  if (!line.at) return <time />
  const at = new Date(line.at)
  const isLate = group === 'late' || line.late === true
  const words = () => {
    if (isLate || (group === 'papers' && at > now)) return timeLeft(at, now, ui).text
    // a new lead counts from when it was given, so an hour of the clock would mislead
    if (line.allDay && group === 'tomorrow') return t('home.allDay')
    if (group === 'today' && line.say?.key === 'home.respondBy') return timeLeft(at, now, ui).text
    if (group === 'today' && (line.allDay || (line.say && !line.text))) return ui('ui.today')
    if (group === 'today' || group === 'tomorrow')
      return dateFormat(locale, { ...(zone && { timeZone: zone }), ...hour }).format(at)
    return t(group === 'stalled' ? 'home.stands' : 'home.waits', { span: lasting(at, now, ui) })
  }
  const tone = isLate ? 'late' : group === 'stalled' || group === 'waiting' ? 'warn' : ''
  return (
    <time dateTime={line.at} className={tone} title={exact(at, locale, zone)}>
      {words()}
    </time>
  )
}

const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
