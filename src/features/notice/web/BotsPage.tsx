import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { type Bot, type Bots, botKinds } from '../bot.schema.ts'
import { noticeKinds } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { noticePageText } from '../noticePage.text.ts'
import { noticeCalls } from './useNotices.ts'

/** Groups that are told too. */
export function BotsPage() {
  const say = useText(noticePageText)
  const ui = useText(uiText)
  const [edited, setEdited] = useState<Bot | 'new'>()
  const bots = useQuery({ queryKey: ['bots'], queryFn: () => noticeCalls.bots({}), refetchInterval: 5000 })
  const close = () => setEdited(undefined)
  return (
    <>
      <PageTop title={say('bot.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {bots.error && <Problem error={bots.error} onRetry={() => bots.refetch()} />}
      {bots.isPending && <Skeleton shape="list" />}
      {bots.data && (
        <div className="stack">
          <section className="card">
            <header>
              <h2>{say('bot.title')}</h2>
              <span className="grow" />
              <Button size="sm" icon="plus" onClick={() => setEdited('new')}>
                {say('bot.add')}
              </Button>
            </header>
            <div className="body stack">
              <p className="t2">{say('bot.intro')}</p>
              {bots.data.items.length === 0 && <Empty title={say('bot.none')} say={say('bot.noneSay')} />}
              {bots.data.items.map(bot => (
                <BotLine key={bot.id} bot={bot} onEdit={() => setEdited(bot)} />
              ))}
            </div>
          </section>
          <Recent bots={bots.data} />
        </div>
      )}
      <Sheet
        open={edited !== undefined}
        onClose={close}
        title={edited === 'new' ? say('bot.add') : (edited?.name ?? '')}
      >
        {edited && <BotForm bot={edited === 'new' ? undefined : edited} onDone={close} />}
      </Sheet>
    </>
  )
}

function useDeed() {
  const tell = useToast()
  const reason = useReason()
  const queries = useQueryClient()
  return async (work: Promise<unknown>, done: string) => {
    try {
      await work
      tell(done)
      await queries.invalidateQueries({ queryKey: ['bots'] })
    } catch (error) {
      tell(reasonsOf(error).map(reason).join(' '), 'late')
    }
  }
}

function BotLine({ bot, onEdit }: { bot: Bot; onEdit: () => void }) {
  const say = useText(noticePageText)
  const t = useText(noticeText)
  const deed = useDeed()
  const [sure, setSure] = useState(false)
  const { id, name, kind, urlHint, kinds, active } = bot
  return (
    <div className="row wrap">
      <b className="cut">{name}</b>
      <Tag>{say(`bot.kind.${kind}`)}</Tag>
      {!active && <Tag tone="warm">{say('bot.inactive')}</Tag>}
      <small className="t3">
        {urlHint} · {say('bot.tells', { count: kinds.length })}
      </small>
      <span className="grow" />
      <Button size="sm" disabled={!active} onClick={() => deed(noticeCalls.testBot({ id }), say('bot.tested'))}>
        {say('bot.test')}
      </Button>
      <Button size="sm" onClick={onEdit}>
        {say('bot.edit')}
      </Button>
      <Button
        size="sm"
        bad={sure}
        onClick={() => (sure ? deed(noticeCalls.dropBot({ id }), t('notice.saved')) : setSure(true))}
      >
        {say(sure ? 'bot.sure' : 'bot.remove')}
      </Button>
    </div>
  )
}

const kindField: Field = {
  key: 'kind',
  label: noticePageText['bot.kind'],
  kind: 'choice',
  required: true,
  choices: botKinds.map(value => ({ value, label: noticePageText[`bot.kind.${value}`] })),
}
const rest: readonly Field[] = [
  {
    key: 'kinds',
    label: noticePageText['bot.kinds'],
    kind: 'multiChoice',
    choices: noticeKinds
      .filter(kind => kind !== 'test')
      .map(value => ({ value, label: noticePageText[`notice.kind.${value}`] })),
  },
  { key: 'deptId', label: noticePageText['bot.dept'], kind: 'reference', refEntity: 'department' },
  { key: 'active', label: noticePageText['bot.active'], kind: 'yesNo' },
]

function BotForm({ bot, onDone }: { bot: Bot | undefined; onDone: () => void }) {
  const t = useText(noticeText)
  const tell = useToast()
  const queries = useQueryClient()
  const hint = { en: bot?.urlHint ?? '', zh: bot?.urlHint ?? '' }
  const kept = noticePageText['bot.urlKept']
  const url = bot ? { en: kept.en.replace('{hint}', hint.en), zh: kept.zh.replace('{hint}', hint.zh) } : undefined
  const fields: readonly Field[] = [
    { key: 'name', label: noticePageText['bot.name'], kind: 'text', required: true, maxLength: 60 },
    ...(bot ? [] : [kindField]),
    { key: 'url', label: url ?? noticePageText['bot.url'], kind: 'text', required: !bot, maxLength: 500 },
    {
      key: 'secret',
      label: noticePageText[bot?.hasSecret ? 'bot.secretKept' : 'bot.secret'],
      kind: 'text',
      maxLength: 200,
    },
    ...rest,
  ]
  const record = bot ? { ...bot, url: null, secret: null } : { kinds: [], deptId: null, active: true }
  const save = async (changed: Readonly<Record<string, unknown>>) => {
    const given = Object.fromEntries(
      Object.entries(changed).filter(([key, value]) => value !== null || key === 'deptId'),
    )
    if (bot) await noticeCalls.editBot({ id: bot.id, version: bot.version, ...given })
    else await noticeCalls.addBot({ name: '', kind: 'wecom', url: '', ...given })
    tell(t('notice.saved'))
    await queries.invalidateQueries({ queryKey: ['bots'] })
    onDone()
  }
  return (
    <RecordForm fields={fields} record={record} draftKey={`bot:${bot?.id ?? 'new'}`} onSave={save} onCancel={onDone} />
  )
}

const tones = { waiting: 'warm', sent: 'ok', failed: 'late' } as const

function Recent({ bots: { items, recent } }: { bots: Bots }) {
  const say = useText(noticePageText)
  const t = useText(noticeText)
  const names = new Map(items.map(bot => [bot.id, bot.name]))
  return (
    <section className="card">
      <header>
        <h2>{say('bot.recent')}</h2>
      </header>
      <ul className="body plain">
        {recent.length === 0 && <li className="t3">{say('bot.noPosts')}</li>}
        {recent.map(one => (
          <li key={one.id} className="row wrap">
            <Tag tone={tones[one.state]}>{t(`mail.state.${one.state}`)}</Tag>
            <span className="cut">{names.get(one.botId) ?? '—'}</span>
            <small className="t2">{say(`notice.kind.${one.kind}`)}</small>
            {one.tries > 1 && <small className="t3">{t('mail.tries', { n: one.tries })}</small>}
            {one.error && <small className="t2">{one.error}</small>}
            <span className="grow" />
            <When at={one.createdAt} />
          </li>
        ))}
      </ul>
    </section>
  )
}
