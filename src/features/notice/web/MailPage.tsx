import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { MailSettings } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { noticeCalls } from './useNotices.ts'

const fields: readonly Field[] = [
  { key: 'from', label: noticeText['mail.from'], kind: 'email', maxLength: 200 },
  { key: 'on', label: noticeText['mail.on'], kind: 'yesNo' },
]

/** The company's side of mail; the server itself is set where Baton runs. */
export function MailPage() {
  const t = useText(noticeText)
  const ui = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const mail = useQuery({ queryKey: ['mail'], queryFn: () => noticeCalls.mail({}), refetchInterval: 5000 })
  if (mail.error) return <Problem error={mail.error} onRetry={() => mail.refetch()} />
  if (!mail.data) return <Skeleton shape="record" />
  const { server, recent } = mail.data
  const save = async (body: Readonly<Record<string, unknown>>) => {
    queries.setQueryData(['mail'], await noticeCalls.setMail(body))
    tell(t('notice.saved'))
  }
  return (
    <>
      <PageTop title={t('mail.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      <div className="stack">
        <section className="card">
          <header>
            <h2>{t('mail.title')}</h2>
          </header>
          <div className="body stack">
            <p className={server ? 't2' : 'warn'}>{server ? t('mail.server', { host: server }) : t('mail.noServer')}</p>
            <RecordForm fields={fields} record={mail.data} draftKey="mail" onSave={save} />
            {server && mail.data.on && <TestMail />}
          </div>
        </section>
        <Recent recent={recent} />
      </div>
    </>
  )
}

function TestMail() {
  const t = useText(noticeText)
  const tell = useToast()
  const queries = useQueryClient()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const test = async () => {
    setRefused([])
    try {
      await noticeCalls.testMail({})
      tell(t('mail.testSent'))
      await queries.invalidateQueries({ queryKey: ['mail'] })
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <>
      <p>
        <Button icon="mail" onClick={test}>
          {t('mail.test')}
        </Button>
      </p>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </>
  )
}

const tones = { waiting: 'warm', sent: 'ok', failed: 'late' } as const

function Recent({ recent }: Pick<MailSettings, 'recent'>) {
  const t = useText(noticeText)
  return (
    <section className="card">
      <header>
        <h2>{t('mail.recent')}</h2>
      </header>
      <ul className="body plain">
        {recent.length === 0 && <li className="t3">{t('mail.none')}</li>}
        {recent.map(one => (
          <li key={one.id} className="row wrap">
            <Tag tone={tones[one.state]}>{t(`mail.state.${one.state}`)}</Tag>
            <span className="cut">{one.to}</span>
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
