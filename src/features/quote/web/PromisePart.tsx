import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { PromiseList } from '#ui/PromiseList.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Fix } from '../promise.schema.ts'
import { promiseText } from '../promise.text.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { promised, quoteCalls } from './useQuoteCalls.ts'
import type { EditedLine } from './useQuoteLines.ts'

type Edit = { readonly lines: readonly EditedLine[]; readonly change: (next: EditedLine[]) => void }
type Props = { readonly quote: WholeQuote; readonly edit: Edit }

/** What a draft promises that may not be kept. */
export function PromisePart({ quote, edit }: Props) {
  const t = useText(promiseText)
  const mayEdit = mayDo(useSession(), 'quote.edit')
  const { fix, refused } = useFix(quote, edit)
  const check = useQuery({
    queryKey: ['quote', quote.id, 'promise', quote.version],
    queryFn: () => promised({ id: quote.id }),
  })
  const words = {
    title: t('quote.promise.title'),
    bad: (count: number) => t('quote.promise.bad', { count }),
    good: t('quote.promise.good'),
  }
  return (
    <PromiseList words={words} items={check.data?.items ?? []} onFix={mayEdit ? fix : undefined} refused={refused} />
  )
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
