import { Link } from '#ui/Link.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { stockText } from '../stock.text.ts'

const places = { levels: '/stock', documents: '/stock/documents' } as const

/** The title says where one is; beside it stands the way to the other. */
export function StockTabs({ at }: { at: keyof typeof places }) {
  const t = useText(stockText)
  const session = useSession()
  if (!mayDo(session, 'stockDocument.read')) return null
  return (
    <nav className="row" aria-label={t('stock.levels')}>
      {(['levels', 'documents'] as const)
        .filter(key => key !== at)
        .map(key => (
          <Link key={key} className="link" href={places[key]}>
            {t(`stock.${key}`)}
          </Link>
        ))}
    </nav>
  )
}
