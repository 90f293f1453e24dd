import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import type { SlotProps } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { quoteEntity } from '../quote.entity.ts'
import { quoteText } from '../quote.text.ts'
import { quoteCalls } from './useQuoteCalls.ts'
import './Quote.css'

/** The quotes of a deal or a customer, on that record's page. */
export function QuotesPart({ entity, id }: SlotProps) {
  const t = useText(quoteText)
  const say = useReason()
  const tell = useToast()
  const go = useGo()
  const session = useSession()
  const queries = useQueryClient()
  const filter = JSON.stringify({ field: `${entity}Id`, op: 'is', value: id })
  const quotes = useQuery({
    queryKey: ['quote', 'list', entity, id],
    queryFn: () => quoteCalls.list({ filter, limit: 50 }),
  })
  const make = async () => {
    try {
      const made = await quoteCalls.create({ dealId: id })
      await queries.invalidateQueries({ queryKey: ['deal'] })
      go(`/quotes/${made.id}`)
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    }
  }
  const tones = quoteEntity.fields.find(field => field.key === 'state')?.choices ?? []
  return (
    <section className="card">
      <header>
        <h2>{t('quote.quotes')}</h2>
        <span className="grow" />
        {entity === 'deal' && mayDo(session, 'quote.create') && (
          <Button size="sm" icon="plus" onClick={make}>
            {t('quote.new')}
          </Button>
        )}
      </header>
      <div className="body">
        {quotes.isPending && <RowsSkeleton rows={1} />}
        {quotes.data?.items.length === 0 && <p className="t3">{t('quote.none')}</p>}
        {quotes.data?.items.map(quote => (
          <p key={quote.id} className="quoterow">
            <Link className="link" href={`/quotes/${quote.id}`}>
              {quote.number} {t('quote.version', { no: quote.versionNo })}
            </Link>
            <Tag tone={tones.find(one => one.value === quote.state)?.tone ?? 'off'}>
              {t(`state.quote.${quote.state}`)}
            </Tag>
            <span className="grow" />
            <small className="t3 dk">
              <When at={quote.createdAt} />
            </small>
            <b>
              <Money amount={quote.gross} currency={quote.currency} />
            </b>
          </p>
        ))}
      </div>
    </section>
  )
}
