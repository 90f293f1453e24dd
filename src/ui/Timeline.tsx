import './Timeline.css'
import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Tag } from './Marks.tsx'
import { initial } from './Person.tsx'
import { uiText } from './ui.text.ts'
import { usePhone } from './usePhone.ts'
import { useText } from './useText.tsx'
import { When } from './When.tsx'

export interface Entry {
  id: string
  /** Business time, an instant. */
  at: string
  /** A person speaks with an avatar; without one it is an event with a dot. */
  who?: { name: string; me?: boolean }
  /** Beside the name: “Call, 6 min”. For an event without a person: the whole sentence. */
  title?: ReactNode
  say?: string
  next?: { at?: string; what: string }
  needs?: readonly string[]
  promises?: readonly string[]
  changes?: readonly { label: string; before: ReactNode; after: ReactNode }[]
  half?: 'w' | 'c'
  group: 'followup' | 'change'
  /** Pictures, voice, a place. */
  beside?: ReactNode
  /** At the end of the first line: mend it. */
  action?: ReactNode
}

type Props = {
  entries: readonly Entry[]
  onMore?: () => void
  busy?: boolean
  /** The composer stands between the head and the entries. */
  children?: ReactNode
}

/** So many entries on a phone, until more are asked for. */
const few = 3
const tabs = ['all', 'followups', 'changes'] as const

export function Timeline({ entries, onMore, busy, children }: Props) {
  const t = useText(uiText)
  const [tab, setTab] = useState<(typeof tabs)[number]>('all')
  const [all, setAll] = useState(false)
  const phone = usePhone()
  const found = entries.filter(entry => tab === 'all' || entry.group === (tab === 'followups' ? 'followup' : 'change'))
  // what stands below a long history would be out of a thumb's reach
  const shown = phone && !all ? found.slice(0, few) : found
  return (
    <section className="card" aria-label={t('timeline.title')}>
      <header className="tl-head">
        <h2>{t('timeline.title')}</h2>
        <span className="grow" />
        {tabs.map(one => (
          <button
            key={one}
            type="button"
            className={tab === one ? 'tab on' : 'tab'}
            aria-pressed={tab === one}
            onClick={() => setTab(one)}
          >
            {t(`timeline.${one}`)}
          </button>
        ))}
      </header>
      {children}
      {shown.length === 0 && <p className="tl-none t3">{t('timeline.empty')}</p>}
      <ol className="tl">
        {shown.map(entry => (
          <Item key={entry.id} entry={entry} />
        ))}
      </ol>
      {shown.length < found.length && (
        <p className="tl-none">
          <Button size="sm" onClick={() => setAll(true)}>
            {t('timeline.rest', { count: found.length - shown.length })}
          </Button>
        </p>
      )}
      {onMore && shown.length === found.length && (
        <p className="tl-none">
          <Button size="sm" busy={busy ?? false} onClick={onMore}>
            {t('timeline.older')}
          </Button>
        </p>
      )}
    </section>
  )
}

function Item({ entry }: { entry: Entry }) {
  const { who } = entry
  return (
    <li className={entry.half}>
      {who && entry.group === 'followup' ? (
        <i className={who.me ? 'av me' : 'av'} aria-hidden="true">
          {initial(who.name)}
        </i>
      ) : (
        <span className="dot" />
      )}
      <p className="who">
        {who && <b className="b nw">{who.name}</b>}
        {entry.title && <span className={who ? 't3 cut' : 't2'}>{entry.title}</span>}
        <When at={entry.at} />
        {entry.action}
      </p>
      {entry.say && <p className="said">{entry.say}</p>}
      {entry.changes?.map(change => (
        <p className="diff" key={change.label}>
          {change.label} <del>{change.before}</del> → <ins>{change.after}</ins>
        </p>
      ))}
      <Kept entry={entry} />
      {entry.beside}
      {entry.next && (
        <p className="nxt">
          <Icon name="clock" />
          {entry.next.at && <When at={entry.next.at} />}
          <span className="cut">{entry.next.what}</span>
        </p>
      )}
    </li>
  )
}

function Kept({ entry }: { entry: Entry }) {
  const t = useText(uiText)
  const { needs = [], promises = [] } = entry
  if (needs.length + promises.length === 0) return null
  return (
    <div className="kept">
      {needs.map(text => (
        <Tag key={text} tone="warm">
          {t('compose.need')} · {text}
        </Tag>
      ))}
      {promises.map(text => (
        <Tag key={text} tone="acc">
          {t('compose.promise')} · {text}
        </Tag>
      ))}
    </div>
  )
}
