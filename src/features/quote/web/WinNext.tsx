import { Button } from '#ui/Button.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'

/** The customer took it: what comes next is to win its deal. */
export function WinNext({ quote }: { readonly quote: Pick<WholeQuote, 'state' | 'dealState' | 'dealId'> }) {
  const t = useText(quoteText)
  const may = mayDo(useSession(), 'deal.win')
  if (!may || quote.state !== 'accepted' || quote.dealState !== 'open') return null
  return (
    <Button kind="primary" icon="check" href={`/deals/${quote.dealId}?win`}>
      {t('quote.winDeal')}
    </Button>
  )
}
