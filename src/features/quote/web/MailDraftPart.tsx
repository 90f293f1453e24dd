import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Problem } from '#ui/Problem.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { quoteMailApi } from '../mail.api.ts'
import type { MailDraft } from '../mail.schema.ts'
import { quoteMailText } from '../mail.text.ts'

const calls = client(quoteMailApi, send)

type Props = {
  readonly id: string
  readonly to: { readonly id: string; readonly name: string }
  readonly lang: Lang
  readonly busy: boolean
  readonly refused: readonly Reason[]
  readonly onSend: (words: MailDraft) => void
  readonly onBack: () => void
}

/** The mail as it would go out, to be changed before it does. */
export function MailDraftPart({ id, to, lang, busy, refused, onSend, onBack }: Props) {
  const t = useText(quoteMailText)
  const draft = useQuery({
    queryKey: ['quote', id, 'mail', to.id, lang],
    queryFn: () => calls.draft({ id, contactId: to.id, lang }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [typed, setTyped] = useState<Partial<MailDraft>>({})
  if (draft.error) return <Problem error={draft.error} onRetry={() => draft.refetch()} />
  if (!draft.data) return <RowsSkeleton rows={4} />
  const words = { ...draft.data, ...typed }
  const isEmpty = words.subject.trim() === '' || words.text.trim() === ''
  return (
    <form
      className="stack maildraft"
      onSubmit={event => {
        event.preventDefault()
        if (!isEmpty) onSend(words)
      }}
    >
      <h3>{t('quote.mail.preview', { name: to.name })}</h3>
      <label>
        {t('quote.mail.subject')}
        <input
          className="inp"
          lang={lang}
          maxLength={200}
          value={words.subject}
          onChange={event => setTyped({ ...typed, subject: event.target.value })}
        />
      </label>
      <label>
        {t('quote.mail.text')}
        <textarea
          className="inp"
          lang={lang}
          rows={12}
          maxLength={9000}
          value={words.text}
          onChange={event => setTyped({ ...typed, text: event.target.value })}
        />
      </label>
      <p className="t3">{t('quote.mail.linkSay', { link: '{link}' })}</p>
      {refused.length > 0 && <Reasons reasons={refused} />}
      <div className="row">
        <Button kind="primary" type="submit" icon="mail" busy={busy} disabled={isEmpty}>
          {t('quote.mail.send')}
        </Button>
        <Button onClick={onBack}>{t('quote.mail.back')}</Button>
      </div>
    </form>
  )
}
