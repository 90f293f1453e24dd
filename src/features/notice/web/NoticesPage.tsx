import { useState } from 'react'
import { Link } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { useText } from '#ui/useText.tsx'
import { kindsOf } from '../notice.rules.ts'
import { noticeKinds, noticeTopics } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { noticePageText } from '../noticePage.text.ts'
import { NoticeList } from './NoticeList.tsx'
import type { Sift } from './useNotices.ts'

export function NoticesPage() {
  const t = useText(noticeText)
  const say = useText(noticePageText)
  const [sift, setSift] = useState<Sift>({})
  return (
    <>
      <PageTop title={t('notice.notices')} />
      <div className="stack">
        <section className="card">
          <div className="row wrap noticebar">
            <KindPick value={sift} onChange={picked => setSift({ ...(sift.unread && { unread: true }), ...picked })} />
            <label className="row">
              <input
                type="checkbox"
                checked={sift.unread ?? false}
                onChange={({ currentTarget: { checked } }) => setSift({ ...sift, unread: checked })}
              />
              {say('notice.onlyNew')}
            </label>
            <span className="grow" />
            <Link className="link" href="/account/notices">
              {say('notice.choose')}
            </Link>
          </div>
          <NoticeList limit={30} sift={sift} />
        </section>
      </div>
    </>
  )
}

/** A topic as a whole, or one kind of it. */
function KindPick({ value, onChange }: { value: Sift; onChange: (sift: Sift) => void }) {
  const say = useText(noticePageText)
  const choose = (name: string) => {
    const topic = noticeTopics.find(one => one === name)
    const kind = noticeKinds.find(one => one === name)
    onChange({ ...(topic && { topic }), ...(kind && { kind }) })
  }
  return (
    <select
      className="inp"
      aria-label={say('notice.kind')}
      value={value.kind ?? value.topic ?? ''}
      onChange={event => choose(event.target.value)}
    >
      <option value="">{say('notice.kinds.all')}</option>
      {noticeTopics.map(topic => (
        <optgroup key={topic} label={say(`notice.topic.${topic}`)}>
          <option value={topic}>{`${say(`notice.topic.${topic}`)} (${kindsOf(topic).length})`}</option>
          {kindsOf(topic).map(kind => (
            <option key={kind} value={kind}>
              {say(`notice.kind.${kind}`)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
