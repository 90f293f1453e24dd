import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MoveOffer } from '#kernel/flow.ts'
import { render } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { heldByTerms } from '#ui/heldByTerms.ts'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { groupsOf } from '../alternative.rules.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { QuoteLine, WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { AnswersPart } from './AnswersPart.tsx'
import { ConcessionPart } from './ConcessionPart.tsx'
import { CustomerPart } from './CustomerPart.tsx'
import { PromisePart } from './PromisePart.tsx'
import { QuoteForm } from './QuoteForm.tsx'
import { QuoteLines } from './QuoteLines.tsx'
import { QuotePaper } from './QuotePaper.tsx'
import { TermsPart } from './TermsPart.tsx'
import { quoteCalls } from './useQuoteCalls.ts'
import { useQuoteLines } from './useQuoteLines.ts'
import { WinNext } from './WinNext.tsx'
import './Quote.css'

export function QuotePage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const quote = useQuery({ queryKey: ['quote', id], queryFn: () => quoteCalls.get({ id }) })
  if (quote.error) return <Problem error={quote.error} onRetry={() => quote.refetch()} />
  if (!quote.data) return <Skeleton shape="record" />
  return <QuoteRecord key={id} quote={quote.data} />
}

function QuoteRecord({ quote }: { quote: WholeQuote }) {
  const t = useText(quoteText)
  const label = useLabel()
  const entity = useEntity(quoteEntity)
  const edit = useQuoteLines(quote)
  const [editing, setEditing] = useState(false)
  const [termsOpen, setTermsOpen] = useState(false)
  const tone = entity.fields.find(field => field.key === 'state')?.choices?.find(one => one.value === quote.state)?.tone
  return (
    <>
      <PageTop title={quote.number} back={{ label: label(entity.plural), href: '/quotes' }}>
        <Versions quote={quote} />
        {quote.state === 'draft' && <small className="t3 dk">{t(edit.dirty ? 'quote.unsaved' : 'quote.saved')}</small>}
      </PageTop>
      <Slot name="strip" entity="quote" id={quote.id} />
      <RecordHead
        title={quote.dealName}
        state={{ label: t(`state.quote.${quote.state}`), tone: tone ?? 'off' }}
        sub={
          <>
            <Link className="link" href={`/customers/${quote.customerId}`}>
              {quote.customerName}
            </Link>
            <Link className="link" href={`/deals/${quote.dealId}`}>
              {t('quote.toDeal')}
            </Link>
            {quote.contactName && <span>{quote.contactName}</span>}
            {quote.isPrimary && <span className="t3">{t('quote.primary')}</span>}
          </>
        }
        facts={[{ label: t('quote.paper.validUntil'), value: <Day day={quote.validUntil} /> }]}
        sum={{ label: t('quote.gross'), value: <Money amount={quote.gross} currency={quote.currency} /> }}
      />
      <QuoteMoves quote={quote} dirty={edit.dirty} termsOpen={termsOpen} onEdit={() => setEditing(true)} />
      <QuoteLines quote={quote} edit={edit} />
      {quote.state === 'draft' && !edit.dirty && <PromisePart quote={quote} edit={edit} />}
      <div className="rec-grid">
        <div className="stack">
          <TermsPart quote={quote} onUnsaved={setTermsOpen} />
          <AnswersPart quote={quote} />
          {quote.versionNo > 1 && <ConcessionPart id={quote.id} />}
          <section className="card">
            <header>
              <h2>{t('quote.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={quote} compact />
            </div>
          </section>
          <Slot name="related" entity="quote" id={quote.id} />
          <Slot name="files" entity="quote" id={quote.id} />
        </div>
        <div className="stack">
          <Slot name="approval" entity="quote" id={quote.id} />
          {quote.sentAt && <CustomerPart quote={quote} />}
          <Slot name="timeline" entity="quote" id={quote.id} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('quote.details')} width={560}>
        <QuoteForm quote={quote} onDone={() => setEditing(false)} />
      </Sheet>
      <QuotePaper quote={quote} />
    </>
  )
}

function Versions({ quote }: { quote: WholeQuote }) {
  const t = useText(quoteText)
  const versions = useQuery({
    queryKey: ['quote', quote.id, 'versions'],
    queryFn: () => quoteCalls.versions({ id: quote.id }),
  })
  const items = versions.data?.items ?? []
  if (items.length < 2) return null
  return (
    <nav className="versions" aria-label={t('quote.versions')}>
      {items.map(one => (
        <Link key={one.id} href={`/quotes/${one.id}`} aria-current={one.id === quote.id ? 'page' : undefined}>
          {t('quote.version', { no: one.versionNo })}
        </Link>
      ))}
    </nav>
  )
}

type MovesProps = {
  readonly quote: WholeQuote
  readonly dirty: boolean
  readonly termsOpen: boolean
  readonly onEdit: () => void
}

function QuoteMoves({ quote, dirty, termsOpen, onEdit }: MovesProps) {
  const t = useText(quoteText)
  const { lang } = useLang()
  const go = useGo()
  const session = useSession()
  const queries = useQueryClient()
  const { id } = quote
  const offers = useQuery({
    queryKey: ['quote', id, 'moves', quote.version],
    queryFn: () => quoteCalls.offers({ id }),
  })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const told = { id, version: quote.version }
    if (move === 'submit') await quoteCalls.submit(told)
    if (move === 'send') await quoteCalls.send(told)
    if (move === 'cancel') await quoteCalls.cancel(told)
    if (move === 'decline') await quoteCalls.decline({ ...told, declineReason: String(values.declineReason) })
    if (move === 'accept') await quoteCalls.accept({ ...told, chosen: takenIn(values) })
    if (move === 'revise') go(`/quotes/${(await quoteCalls.revise({ id })).id}`)
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['quote'] }),
      queries.invalidateQueries({ queryKey: ['deal'] }),
      queries.invalidateQueries({ queryKey: ['approval'] }),
    ])
  }
  const primary = async () => {
    queries.setQueryData(['quote', id], await quoteCalls.primary({ id }))
    await queries.invalidateQueries({ queryKey: ['deal'] })
  }
  const copy = async () => go(`/quotes/${(await quoteCalls.copy({ id })).id}`)
  return (
    <MoveBar
      offers={offers.isPending ? undefined : dirty ? [] : heldByTerms(offers.data ?? [], ['submit', 'send'], termsOpen)}
      primary={primaryOf(quote, offers.data ?? [])}
      label={move => t(`move.quote.${move}` as 'move.quote.send')} // the offers are the flow's moves, each with its words
      asks={asksOf(quote)}
      onMove={run}
      first={<WinNext quote={quote} />}
    >
      <Button icon="print" href={`/api/quotes/${id}/pdf?lang=${lang}`}>
        {t('quote.pdf')}
      </Button>
      {quote.state === 'draft' && mayDo(session, 'quote.edit') && (
        <Button icon="edit" onClick={onEdit}>
          {t('quote.details')}
        </Button>
      )}
      {!quote.isPrimary && quote.dealState === 'open' && mayDo(session, 'quote.edit') && (
        <Button kind="text" only="dk" onClick={primary}>
          {t('quote.makePrimary')}
        </Button>
      )}
      {mayDo(session, 'quote.create') && (
        <Button icon="copy" kind="text" only="dk" aria-label={t('quote.copy')} title={t('quote.copy')} onClick={copy} />
      )}
    </MoveBar>
  )
}

/** What needs approval is submitted, the rest is sent. */
function primaryOf({ state }: WholeQuote, offers: readonly MoveOffer[]): string {
  if (state === 'sent') return 'accept'
  return offers.some(one => one.move === 'submit' && one.ok) ? 'submit' : 'send'
}

function asksOf(quote: WholeQuote): Readonly<Record<string, readonly Field[]>> {
  const optional = quote.lines.filter(line => line.optional && line.alternative === null)
  const choices = choicesOf(optional)
  const groups = [...groupsOf(quote.lines)].map(
    ([group, lines]): Field => ({
      key: `${ofGroup}${group}`,
      label: {
        en: render(quoteText['quote.takes'], 'en', { group }),
        zh: render(quoteText['quote.takes'], 'zh', { group }),
      },
      kind: 'choice',
      choices: choicesOf(lines),
    }),
  )
  const decline: Field = {
    key: 'declineReason',
    label: quoteText['quote.declineReason'],
    kind: 'text',
    required: true,
    maxLength: 500,
  }
  const chosen: Field = { key: 'chosen', label: quoteText['quote.chosen'], kind: 'multiChoice', choices }
  const accept = [...(optional.length > 0 ? [chosen] : []), ...groups]
  return { decline: [decline], ...(accept.length > 0 && { accept }) }
}

const ofGroup = 'group.'
const choicesOf = (lines: readonly QuoteLine[]) =>
  lines.map(line => ({ value: line.id, label: { en: line.name, zh: line.name } }))

/** Optional lines that were ticked, and of each group the one that was taken. */
function takenIn(values: Readonly<Record<string, unknown>>): string[] {
  const ticked = Array.isArray(values.chosen) ? values.chosen.map(String) : []
  const taken = Object.entries(values).filter(([key, value]) => key.startsWith(ofGroup) && typeof value === 'string')
  return [...ticked, ...taken.map(([, value]) => String(value))]
}
