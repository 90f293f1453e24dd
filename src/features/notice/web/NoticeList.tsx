import './Notices.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { useGo } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLookup } from '#ui/useLookup.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { Notice } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { noticePageText } from '../noticePage.text.ts'
import { Snooze } from './Snooze.tsx'
import { noticeCalls, type Sift, useNotices } from './useNotices.ts'

type Props = { limit: number; sift?: Sift; onGone?: () => void }

/** What happened to me, newest first; opening one reads it. */
export function NoticeList({ limit, sift, onGone }: Props) {
  const t = useText(noticeText)
  const { list, items, fresh } = useNotices(limit, sift)
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!items) return <Skeleton shape="list" />
  if (items.length === 0) return <Empty title={t('notice.empty')} say={t('notice.emptySay')} />
  const readAll = () => noticeCalls.readAll({}).then(fresh)
  return (
    <div className="notices">
      {items.some(one => !one.readAt) && (
        <p className="row">
          <span className="grow" />
          <Button size="sm" kind="text" icon="check" onClick={readAll}>
            {t('notice.readAll')}
          </Button>
        </p>
      )}
      <ul>
        {items.map(notice => (
          <NoticeLine key={notice.id} notice={notice} onRead={fresh} {...(onGone && { onGone })} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button kind="text" busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('notice.more')}
        </Button>
      )}
    </div>
  )
}

type LineProps = { notice: Notice; onRead: () => Promise<unknown>; onGone?: () => void }

function NoticeLine({ notice, onRead, onGone }: LineProps) {
  const t = useText(noticeText)
  const say = useText(noticePageText)
  const go = useGo()
  const [putOff, setPutOff] = useState(false)
  const href = useHref(notice)
  const { id, kind, values, readAt, createdAt, gone } = notice
  const open = async () => {
    onGone?.()
    if (href) go(href)
    if (!readAt) await noticeCalls.read({ id }).then(onRead)
  }
  return (
    <li className={readAt ? undefined : 'new'}>
      <div className="line">
        <button type="button" className="open" onClick={open}>
          <span className="grow">
            {!readAt && <span className="vh">{t('notice.unread')} </span>}
            {gone ? <span className="t3">{t('notice.gone')}</span> : t(`notice.say.${kind}`, values)}
          </span>
          <small className="t3">
            <When at={createdAt} />
          </small>
        </button>
        {!gone && (
          <Button
            kind="text"
            icon="clock"
            aria-label={say('notice.putOff')}
            title={say('notice.putOff')}
            aria-expanded={putOff}
            onClick={() => setPutOff(!putOff)}
          />
        )}
      </div>
      {putOff && (
        <div className="later">
          <Snooze id={id} onDone={onRead} />
        </div>
      )}
    </li>
  )
}

function useHref({ kind, entity, recordId }: Notice): string | undefined {
  const { hrefOf } = useLookup()
  if (kind === 'digest') return '/'
  return entity && recordId ? hrefOf(entity, recordId) : undefined
}
