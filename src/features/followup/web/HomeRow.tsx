import type { HomeLine } from '#meta/home.ts'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Link } from '#ui/Link.tsx'
import { MiniThread } from '#ui/Marks.tsx'
import { halfOf, type Step, steps } from '#ui/steps.ts'
import { uiText } from '#ui/ui.text.ts'
import { useLookup } from '#ui/useLookup.tsx'
import { useNow } from '#ui/useNow.ts'
import { useLang, useReason, useText } from '#ui/useText.tsx'
import { dateFormat, exact, timeLeft } from '#ui/when.ts'
import type { HomeGroup } from '../home.schema.ts'
import { homeText } from '../home.text.ts'
import type { Act, Doing } from './ActionSheet.tsx'

type Props = { line: HomeLine; group: HomeGroup; first: boolean; onAct: (act: Act) => void }

const stepOf = (line: HomeLine): Step | undefined => steps.find(step => step === line.step)
/** The first one is all that a phone shows. */
const doings: readonly Doing[] = ['plan', 'log', 'assign', 'done', 'reschedule']

export function HomeRow({ line, group, first, onAct }: Props) {
  const t = useText(homeText)
  const say = useReason()
  const { hrefOf } = useLookup()
  const href = hrefOf(line.entity, line.recordId)
  const step = stepOf(line)
  const said = line.say && say({ key: line.say.key, ...(line.say.values && { values: line.say.values }) })
  const what = [said, line.text].filter(Boolean).join(' · ')
  const offered = doings.filter(doing => line.actions.includes(doing))
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
      </div>
      <span className="where">{step && <Where step={step} late={group === 'late'} />}</span>
      <span className="act">
        {line.phone && (
          <a
            className={`btn sm${first ? ' pri' : ''}`}
            href={`tel:${line.phone}`}
            aria-label={`${t('home.call')} ${line.phone}`}
          >
            <Icon name="phone" />
            {t('home.call')}
          </a>
        )}
        {offered.map(doing => (
          <Button key={doing} size="sm" onClick={() => onAct({ line, action: doing })}>
            {t(`home.action.${doing}`)}
          </Button>
        ))}
        {line.actions.includes('open') && href && (
          <Button size="sm" href={href}>
            {t('home.action.open')}
          </Button>
        )}
      </span>
    </li>
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

/** Late says how much; today the hour; what waits says since when. */
function Due({ line, group }: Pick<Props, 'line' | 'group'>) {
  const t = useText(uiText)
  const { locale, zone } = useLang()
  const now = useNow()
  if (!line.at) return <time />
  const at = new Date(line.at)
  const hour = dateFormat(locale, {
    ...(zone && { timeZone: zone }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  // a new lead counts from when it was given, so an hour of the clock would mislead
  const words =
    group === 'today' && line.say && !line.text
      ? t('ui.today')
      : group === 'today' || group === 'tomorrow'
        ? hour.format(at)
        : timeLeft(at, now, t).text
  const tone = group === 'late' ? 'late' : group === 'stalled' || group === 'waiting' ? 'warn' : ''
  const shown =
    group === 'late' || group === 'today' || group === 'tomorrow'
      ? words
      : dateFormat(locale, { ...(zone && { timeZone: zone }), month: 'numeric', day: 'numeric' }).format(at)
  return (
    <time dateTime={line.at} className={tone} title={exact(at, locale, zone)}>
      {shown}
    </time>
  )
}
