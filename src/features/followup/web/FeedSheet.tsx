import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { agendaApi } from '../agenda.api.ts'
import type { AgendaFeed } from '../agenda.schema.ts'
import { agendaText } from '../agenda.text.ts'

const calls = client(agendaApi, send)
const queryKey = ['agenda', 'feed'] as const

/** One's own calendar for the phone: its private address is made, shown once, and taken back here. */
export function FeedSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText(agendaText)
  return (
    <Sheet open={open} onClose={onClose} title={t('agenda.feedTitle')} width={520}>
      {open && <Feed />}
    </Sheet>
  )
}

function Feed() {
  const t = useText(agendaText)
  const tell = useToast()
  const say = useReason()
  const queries = useQueryClient()
  const feed = useQuery({ queryKey, queryFn: () => calls.feed({}) })
  const [address, setAddress] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    } finally {
      setBusy(false)
    }
  }
  const make = async () => {
    const { path } = await calls.makeFeed({})
    setAddress(`${location.origin}${path}`)
    await queries.invalidateQueries({ queryKey })
  }
  const drop = async () => {
    queries.setQueryData(queryKey, await calls.dropFeed({}))
    setAddress(undefined)
    tell(t('agenda.feedGone'))
  }
  const isLive = Boolean(feed.data?.since)
  return (
    <div className="stack">
      <p className="t2">{t('agenda.feedSay')}</p>
      {address ? <Given address={address} /> : feed.data && <Standing feed={feed.data} />}
      <div className="row">
        <Button kind={isLive ? 'plain' : 'primary'} busy={busy} onClick={() => run(make)}>
          {t(isLive ? 'agenda.feedAgain' : 'agenda.feedMake')}
        </Button>
        {isLive && (
          <Button kind="text" busy={busy} onClick={() => run(drop)}>
            {t('agenda.feedDrop')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Standing({ feed: { since, lastOpenedAt } }: { feed: AgendaFeed }) {
  const t = useText(agendaText)
  if (!since) return <p className="t3">{t('agenda.feedNone')}</p>
  return (
    <p className="t2">
      {t('agenda.feedLive')} <When at={since} /> ·{' '}
      {lastOpenedAt ? (
        <>
          {t('agenda.feedAsked')} <When at={lastOpenedAt} />
        </>
      ) : (
        t('agenda.feedNever')
      )}
    </p>
  )
}

function Given({ address }: { address: string }) {
  const t = useText(agendaText)
  const tell = useToast()
  const copy = async () => {
    // without https the browser has no clipboard to give: the text can be selected
    await navigator.clipboard?.writeText(address)
    tell(t('agenda.feedCopied'))
  }
  return (
    <>
      <p className="t2">{t('agenda.feedOnce')}</p>
      <code className="feedaddress">{address}</code>
      <div className="row">
        <Button kind="primary" icon="copy" onClick={copy}>
          {t('agenda.feedCopy')}
        </Button>
        <a className="btn" href={address.replace(/^https?:/, 'webcal:')}>
          {t('agenda.feedOpen')}
        </a>
      </div>
    </>
  )
}
