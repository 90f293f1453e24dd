import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Slot } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import type { Look } from '../reply.schema.ts'
import { replyText } from '../reply.text.ts'
import { GiveSheet } from './GiveSheet.tsx'
import { QuestionRow } from './QuestionRow.tsx'
import { ReplyProof } from './ReplyProof.tsx'
import { useCustomerSide } from './useCustomerSide.ts'

/** What came of the customer's page: who looked, what was asked, yes or no with its proof. */
export function CustomerPart({ quote }: { readonly quote: WholeQuote }) {
  const t = useText(replyText)
  const session = useSession()
  const side = useCustomerSide(quote.id)
  const [giving, setGiving] = useState(false)
  const maySend = mayDo(session, 'quote.send')
  if (side.error) return <Problem error={side.error} onRetry={() => side.refetch()} />
  const { visits, questions, reply } = side.data ?? {}
  return (
    <section className="card">
      <header>
        <h2>{t('quote.side.title')}</h2>
        <span className="grow" />
        {maySend && (quote.state === 'sent' || quote.state === 'accepted') && (
          <Button size="sm" icon="copy" onClick={() => setGiving(true)}>
            {t('quote.side.give')}
          </Button>
        )}
      </header>
      <div className="body">
        {!side.data && <RowsSkeleton rows={1} />}
        {reply && <ReplyProof reply={reply} currency={quote.currency} />}
        {questions && questions.length > 0 && <h3>{t('quote.side.questions')}</h3>}
        {questions?.map(one => (
          <QuestionRow key={one.id} quoteId={quote.id} question={one} may={maySend} />
        ))}
        <Slot name="links" entity="quote" id={quote.id} />
        {visits && <Visits visits={visits} />}
      </div>
      {giving && <GiveSheet id={quote.id} onClose={() => setGiving(false)} />}
    </section>
  )
}

const few = 5

function Visits({ visits }: { readonly visits: readonly Look[] }) {
  const t = useText(replyText)
  const [all, setAll] = useState(false)
  if (visits.length === 0) return <p className="t3">{t('quote.side.none')}</p>
  return (
    <>
      <h3>{t('quote.side.looks')}</h3>
      <ul className="plain quotevisits">
        {(all ? visits : visits.slice(0, few)).map(one => (
          <li key={one.id} className="row wrap" title={one.agent}>
            <When at={one.at} />
            {one.receiver && <b>{one.receiver}</b>}
            <span className="t2">{one.device}</span>
            <span className="t3">{one.address}</span>
            {one.what === 'paper' && <Tag>{t('quote.side.paper')}</Tag>}
          </li>
        ))}
      </ul>
      {visits.length > few && !all && (
        <Button size="sm" kind="text" onClick={() => setAll(true)}>
          {t('quote.side.all', { n: visits.length })}
        </Button>
      )}
    </>
  )
}
