import './Email.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { EmailTemplate } from '../email.schema.ts'
import { emailPageText } from '../emailPage.text.ts'
import { emailCalls } from './useEmail.ts'

/** What is often written, to begin a mail with. */
export function EmailTemplatesPage() {
  const t = useText(emailPageText)
  const ui = useText(uiText)
  const templates = useQuery({ queryKey: ['email', 'templates'], queryFn: () => emailCalls.templates({}) })
  return (
    <>
      <PageTop title={t('template.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {templates.error && <Problem error={templates.error} onRetry={() => templates.refetch()} />}
      {templates.isPending && <Skeleton shape="record" />}
      {templates.data && <Edit key={JSON.stringify(templates.data)} kept={templates.data.items} />}
    </>
  )
}

const blank: EmailTemplate = { name: '', subject: '', text: '' }

function Edit({ kept }: { kept: readonly EmailTemplate[] }) {
  const t = useText(emailPageText)
  const tell = useToast()
  const queries = useQueryClient()
  const [items, setItems] = useState<readonly EmailTemplate[]>(kept)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const put = (at: number, change: Partial<EmailTemplate>) =>
    setItems(items.map((one, i) => (i === at ? { ...one, ...change } : one)))
  const save = async () => {
    setRefused([])
    try {
      queries.setQueryData(['email', 'templates'], await emailCalls.setTemplates({ items: [...items] }))
      tell(t('template.saved'))
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <div className="stack">
      <p className="t2">{t('template.intro')}</p>
      {items.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name while they are written
        <section className="card" key={at}>
          <div className="body stack mailing">
            <Line label={t('template.name')} value={one.name} most={60} onChange={name => put(at, { name })} />
            <Line
              label={t('email.subject')}
              value={one.subject}
              most={200}
              onChange={subject => put(at, { subject })}
            />
            <label>
              {t('email.text')}
              <textarea
                rows={6}
                value={one.text}
                maxLength={9000}
                onChange={event => put(at, { text: event.target.value })}
              />
            </label>
            <p>
              <Button size="sm" icon="trash" onClick={() => setItems(items.filter((_, i) => i !== at))}>
                {t('template.remove')}
              </Button>
            </p>
          </div>
        </section>
      ))}
      {refused.length > 0 && <Reasons reasons={refused} />}
      <p className="row">
        <Button icon="plus" onClick={() => setItems([...items, blank])}>
          {t('template.add')}
        </Button>
        <Button kind="primary" disabled={JSON.stringify(items) === JSON.stringify(kept)} onClick={save}>
          {t('template.save')}
        </Button>
      </p>
    </div>
  )
}

type LineProps = { label: string; value: string; most: number; onChange: (value: string) => void }

function Line({ label, value, most, onChange }: LineProps) {
  return (
    <label>
      {label}
      <input value={value} maxLength={most} onChange={event => onChange(event.target.value)} />
    </label>
  )
}
