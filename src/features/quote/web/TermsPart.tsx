import { useQueryClient } from '@tanstack/react-query'
import { TermsPart as Part } from '#ui/TermsPart.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteCalls } from './useQuoteCalls.ts'

/** When what is to be paid; frozen with the quote, carried on by the order. */
export function TermsPart({ quote, onUnsaved }: { quote: WholeQuote; onUnsaved: (unsaved: boolean) => void }) {
  const queries = useQueryClient()
  const session = useSession()
  const { id } = quote
  return (
    <Part
      terms={quote.terms}
      total={quote}
      mayEdit={quote.state === 'draft' && mayDo(session, 'quote.edit')}
      version={quote.version}
      onUnsaved={onUnsaved}
      draftKey={`quote:${id}:terms`}
      onSave={async (terms, version) => {
        queries.setQueryData(['quote', id], await quoteCalls.edit({ id, version, terms }))
        await queries.invalidateQueries({ queryKey: ['quote'] })
      }}
    />
  )
}
