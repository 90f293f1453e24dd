import { Input } from 'antd'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Question } from '../reply.schema.ts'
import { replyText } from '../reply.text.ts'
import { replyCalls, useRefreshSide } from './useCustomerSide.ts'

type Props = { readonly quoteId: string; readonly question: Question; readonly may: boolean }

export function QuestionRow({
  quoteId,
  question: { id, name, question, askedAt, answer, answeredByName },
  may,
}: Props) {
  const t = useText(replyText)
  return (
    <div className="quoteasked">
      <p className="row wrap">
        <b>{name}</b>
        <small className="t3">
          <When at={askedAt} />
        </small>
      </p>
      <p>{question}</p>
      {answer !== null && (
        <p className="t2">
          <small className="t3">{t('quote.side.answeredBy', { name: answeredByName ?? '' })}</small> {answer}
        </p>
      )}
      {answer === null && may && <AnswerForm quoteId={quoteId} questionId={id} />}
    </div>
  )
}

function AnswerForm({ quoteId, questionId }: { readonly quoteId: string; readonly questionId: string }) {
  const t = useText(replyText)
  const refresh = useRefreshSide()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const send = async () => {
    setBusy(true)
    setRefused([])
    try {
      await replyCalls.answer({ id: quoteId, questionId, answer: text })
      await refresh()
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack">
      <Input.TextArea
        value={text}
        onChange={event => setText(event.target.value)}
        aria-label={t('quote.side.answerHere')}
        placeholder={t('quote.side.answerHere')}
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={4000}
      />
      <div className="row">
        <Button size="sm" kind="primary" busy={busy} disabled={text.trim() === ''} onClick={send}>
          {t('quote.side.answer')}
        </Button>
      </div>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </div>
  )
}
