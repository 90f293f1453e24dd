import { useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useTurning } from '#ui/useTurning.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { quoteCalls } from './useQuoteCalls.ts'

const discount: Field = { key: 'discountValue', label: quoteText['quote.docDiscountPercent'], kind: 'number', scale: 4 }

/** The head of a draft: validity, how it is taxed, the discount on the whole. */
export function QuoteForm({ quote, onDone }: { quote: WholeQuote; onDone: () => void }) {
  const queries = useQueryClient()
  const entity = useEntity(quoteEntity)
  const warning = useTurning(quote)
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const kind = 'discountValue' in body ? { discountKind: body.discountValue ? ('percent' as const) : null } : {}
    const done = await quoteCalls.edit({ id: quote.id, ...body, ...kind, ...(version !== undefined && { version }) })
    queries.setQueryData(['quote', quote.id], done)
    await queries.invalidateQueries({ queryKey: ['quote'] })
    onDone()
  }
  return (
    <RecordForm
      fields={[...formFields(entity), discount]}
      record={quote}
      version={quote.version}
      draftKey={`quote:${quote.id}`}
      warning={warning}
      onSave={save}
      onCancel={onDone}
    />
  )
}
