import './MailDraft.css'
import { useState } from 'react'
import { mailWordsText } from '#kernel/mailWords.text.ts'
import type { MailDraft } from '#kernel/mailWords.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { Button } from './Button.tsx'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Props = {
  readonly draft: MailDraft
  readonly name: string
  readonly lang: Lang
  /** What becomes of it when it leaves. */
  readonly say: string
  readonly busy: boolean
  readonly refused: readonly Reason[]
  readonly onSend: (words: MailDraft) => void
  readonly onBack: () => void
}

/** The mail as it would go out, to be changed before it does. */
export function MailDraftForm({ draft, name, lang, say, busy, refused, onSend, onBack }: Props) {
  const t = useText(mailWordsText)
  const [typed, setTyped] = useState<Partial<MailDraft>>({})
  const words = { ...draft, ...typed }
  const isEmpty = words.subject.trim() === '' || words.text.trim() === ''
  return (
    <form
      className="stack maildraft"
      onSubmit={event => {
        event.preventDefault()
        if (!isEmpty && !busy) onSend(words)
      }}
    >
      <h3>{t('mailWords.preview', { name })}</h3>
      <label>
        {t('mailWords.subject')}
        <input
          className="inp"
          lang={lang}
          maxLength={200}
          value={words.subject}
          onChange={event => setTyped({ ...typed, subject: event.target.value })}
        />
      </label>
      <label>
        {t('mailWords.text')}
        <textarea
          className="inp"
          lang={lang}
          rows={12}
          maxLength={9000}
          value={words.text}
          onChange={event => setTyped({ ...typed, text: event.target.value })}
        />
      </label>
      <p className="t3">{say}</p>
      {refused.length > 0 && <Reasons reasons={refused} />}
      <div className="row">
        <Button kind="primary" type="submit" icon="mail" busy={busy} disabled={isEmpty}>
          {t('mailWords.send')}
        </Button>
        <Button onClick={onBack}>{t('mailWords.back')}</Button>
      </div>
    </form>
  )
}
