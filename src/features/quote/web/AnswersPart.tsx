import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { needApi } from '#features/followup/followup.api.ts'
import { client } from '#kernel/api.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { quoteCalls } from './useQuoteCalls.ts'

const needCalls = client(needApi, send)

/** The proposal: what the customer needs, and how this quote answers it. */
export function AnswersPart({ quote }: { quote: WholeQuote }) {
  const t = useText(quoteText)
  const say = useReason()
  const tell = useToast()
  const queries = useQueryClient()
  const subject = { entity: 'deal', id: quote.dealId } as const
  const needs = useQuery({ queryKey: ['need', 'list', subject], queryFn: () => needCalls.list(subject) })
  const readOnly = quote.state !== 'draft'
  const answerOf = (id: string): string => quote.answers.find(one => one.needId === id)?.answer ?? ''
  // what was sent shows what it said, not what has been noted since
  const open = readOnly
    ? quote.answers.map(one => ({ id: one.needId, text: one.need }))
    : (needs.data?.items ?? []).filter(need => need.state !== 'dropped')
  if (readOnly && open.length === 0) return null
  const save = async (needId: string, need: string, answer: string) => {
    if (answer === answerOf(needId)) return
    const answers = [
      ...quote.answers.filter(one => one.needId !== needId),
      ...(answer ? [{ needId, need, answer }] : []),
    ]
    try {
      queries.setQueryData(
        ['quote', quote.id],
        await quoteCalls.edit({ id: quote.id, version: quote.version, answers }),
      )
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{t('quote.proposal')}</h2>
      </header>
      <div className="body">
        {!readOnly && needs.isPending && <RowsSkeleton rows={3} />}
        {!readOnly && needs.data && open.length === 0 && <p className="t3">{t('quote.noNeeds')}</p>}
        {open.map(need => (
          <div key={need.id} className="answer">
            <label htmlFor={readOnly ? undefined : need.id}>{need.text}</label>
            {readOnly ? (
              <p>{answerOf(need.id)}</p>
            ) : (
              <Input.TextArea
                id={need.id}
                defaultValue={answerOf(need.id)}
                autoSize={{ minRows: 1, maxRows: 6 }}
                maxLength={2000}
                onBlur={event => save(need.id, need.text, event.target.value.trim())}
              />
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
