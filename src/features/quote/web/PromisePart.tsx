import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { figured } from '#ui/figured.ts'
import { Icon } from '#ui/Icon.tsx'
import { Tag } from '#ui/Marks.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLang, useReason, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Fix, PromiseItem } from '../promise.schema.ts'
import { promiseText } from '../promise.text.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { promised, quoteCalls } from './useQuoteCalls.ts'
import type { EditedLine } from './useQuoteLines.ts'

type Edit = { readonly lines: readonly EditedLine[]; readonly change: (next: EditedLine[]) => void }
type Props = { readonly quote: WholeQuote; readonly edit: Edit }

/** What a draft promises that may not be kept, each with the smallest change that passes, made in one tap. */
export function PromisePart({ quote, edit }: Props) {
  const t = useText(promiseText)
  const check = useQuery({
    queryKey: ['quote', quote.id, 'promise', quote.version],
    queryFn: () => promised({ id: quote.id }),
  })
  const items = check.data?.items ?? []
  if (items.length === 0) return null
  const count = items.filter(one => !one.ok).length
  return (
    <section className="card promise">
      <header>
        <h2>{t('quote.promise.title')}</h2>
        <span className="grow" />
        <Tag tone={count > 0 ? 'late' : 'ok'}>
          {t(count > 0 ? 'quote.promise.bad' : 'quote.promise.good', { count })}
        </Tag>
      </header>
      <ul className="body promises">
        {items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fresh check is a fresh list
          <Item key={i} item={item} quote={quote} edit={edit} />
        ))}
      </ul>
    </section>
  )
}

function Item({ item, quote, edit }: Props & { readonly item: PromiseItem }) {
  const say = useFigures()
  const mayEdit = mayDo(useSession(), 'quote.edit')
  const { fix, refused } = useFix(quote, edit)
  return (
    <li>
      <Icon name={item.ok ? 'check' : 'warn'} />
      <div>
        <p>{say(item.say)}</p>
        {mayEdit && item.fixes.length > 0 && (
          <div className="row">
            {item.fixes.map(one => (
              <Button key={say(one.say)} size="sm" onClick={() => fix(one)}>
                {say(one.say)}
              </Button>
            ))}
          </div>
        )}
        {refused.length > 0 && <Reasons reasons={refused} />}
      </div>
    </li>
  )
}

function useFigures(): (reason: Reason) => string {
  const say = useReason()
  const { lang } = useLang()
  return reason => say(figured(reason, lang === 'zh' ? 'zh-CN' : 'en-US'))
}

/** A line is changed in the editor, which saves it; terms are saved at once. */
function useFix(quote: WholeQuote, { lines, change }: Edit) {
  const queries = useQueryClient()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const fix = async ({ lineId, price, unitQty, terms }: Fix) => {
    const next = { ...(price && { price, handPrice: true }), ...(unitQty && { unitQty }) }
    if (lineId) change(lines.map(line => (line.id === lineId ? { ...line, ...next } : line)))
    if (!terms) return
    try {
      const saved = await quoteCalls.edit({ id: quote.id, version: quote.version, terms })
      queries.setQueryData(['quote', quote.id], saved)
      setRefused([])
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return { fix, refused }
}
