import './Notices.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { kindsOf } from '../notice.rules.ts'
import { type NoticeKind, type NoticeWish, type NoticeWishes, noticeTopics } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { noticePageText } from '../noticePage.text.ts'
import { noticeCalls } from './useNotices.ts'

type Put = (wish: NoticeWish) => Promise<void>

/** By which way I am told of what, and when not to be disturbed: each tick is kept at once. */
export function WishesPage() {
  const t = useText(noticeText)
  const say = useText(noticePageText)
  const tell = useToast()
  const queries = useQueryClient()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const wishes = useQuery({ queryKey: ['notice', 'wishes'], queryFn: () => noticeCalls.wishes({}) })
  const put: Put = async wish => {
    setRefused([])
    try {
      queries.setQueryData(['notice', 'wishes'], await noticeCalls.setWishes(wish))
      await queries.invalidateQueries({ queryKey: ['notice', 'times'] })
      tell(t('notice.saved'))
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <>
      <PageTop title={say('notice.mine')} back={{ label: t('notice.notices'), href: '/notices' }} />
      {wishes.error && <Problem error={wishes.error} onRetry={() => wishes.refetch()} />}
      {wishes.isPending && <Skeleton shape="record" />}
      {wishes.data && (
        <div className="stack">
          {refused.length > 0 && <Reasons reasons={refused} />}
          <QuietPart key={JSON.stringify(wishes.data.quiet)} wishes={wishes.data} onPut={put} />
          <WaysPart wishes={wishes.data} onPut={put} />
        </div>
      )}
    </>
  )
}

type Props = { wishes: NoticeWishes; onPut: Put }

function QuietPart({ wishes: { quiet, zone }, onPut }: Props) {
  const say = useText(noticePageText)
  const [hours, setHours] = useState(quiet ?? { from: '22:00', to: '08:00' })
  const set = (change: Partial<typeof hours>) => {
    const next = { ...hours, ...change }
    setHours(next)
    if (quiet && next.from && next.to) void onPut({ quiet: next })
  }
  return (
    <section className="card">
      <header>
        <h2>{say('notice.quiet')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{say('notice.quietSay')}</p>
        <label className="row">
          <input
            type="checkbox"
            checked={quiet !== null}
            onChange={event => onPut({ quiet: event.currentTarget.checked ? hours : null })}
          />
          {say('notice.quietOn')}
        </label>
        <div className="row wrap">
          {(['from', 'to'] as const).map(key => (
            <label className="row" key={key}>
              {say(`notice.${key}`)}
              <input
                type="time"
                value={hours[key]}
                disabled={!quiet}
                onChange={event => set({ [key]: event.target.value })}
              />
            </label>
          ))}
          <label className="row">
            {say('notice.zone')}
            <select className="inp" value={zone ?? ''} onChange={event => onPut({ zone: event.target.value || null })}>
              <option value="">{say('notice.zoneOrg')}</option>
              {Intl.supportedValuesOf('timeZone').map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
    </section>
  )
}

function WaysPart({ wishes, onPut }: Props) {
  const t = useText(noticeText)
  const say = useText(noticePageText)
  return (
    <section className="card">
      <header>
        <h2>{say('notice.ways')}</h2>
      </header>
      <div className="body stack">
        <label className="row wrap">
          <input
            type="checkbox"
            checked={wishes.byMail}
            disabled={!wishes.canMail && !wishes.byMail}
            onChange={event => onPut({ byMail: event.currentTarget.checked })}
          />
          <span>{t('notice.byMail')}</span>
          {!wishes.canMail && <small className="t3">{t('notice.byMailOff')}</small>}
        </label>
        <p className="t3">{say('notice.waysSay')}</p>
        <table className="ways">
          <thead>
            <tr>
              <th scope="col">{say('notice.kind')}</th>
              <th scope="col">{say('notice.inApp')}</th>
              <th scope="col">{say('notice.mail')}</th>
              <th scope="col">{say('notice.urgent')}</th>
            </tr>
          </thead>
          {noticeTopics.map(topic => (
            <tbody key={topic}>
              <tr className="topic">
                <th colSpan={4} scope="colgroup">
                  {say(`notice.topic.${topic}`)}
                </th>
              </tr>
              {kindsOf(topic)
                .filter(kind => kind !== 'test')
                .map(kind => (
                  <KindRow key={kind} kind={kind} wishes={wishes} onPut={onPut} />
                ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  )
}

function KindRow({ kind, wishes, onPut }: Props & { kind: NoticeKind }) {
  const say = useText(noticePageText)
  const { choices, urgent, byMail, canMail } = wishes
  const chosen = choices[kind] ?? {}
  const name = say(`notice.kind.${kind}`)
  const tick = (way: 'inApp' | 'mail' | 'urgent', checked: boolean, set: (checked: boolean) => NoticeWish) => (
    <td>
      <label>
        <input
          type="checkbox"
          aria-label={`${name}: ${say(`notice.${way}`)}`}
          checked={checked}
          disabled={way === 'mail' && !canMail && !checked}
          onChange={event => onPut(set(event.currentTarget.checked))}
        />
      </label>
    </td>
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      {tick('inApp', chosen.inApp ?? true, inApp => ({ choices: { [kind]: { ...chosen, inApp } } }))}
      {tick('mail', chosen.mail ?? byMail, mail => ({ choices: { [kind]: { ...chosen, mail } } }))}
      {tick('urgent', urgent.includes(kind), on => ({
        urgent: on ? [...urgent, kind] : urgent.filter(one => one !== kind),
      }))}
    </tr>
  )
}
