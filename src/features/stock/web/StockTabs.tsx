import { Link } from '#ui/Link.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { stockText } from '../stock.text.ts'

const places = { levels: '/stock', documents: '/stock/documents' } as const

export function StockTabs({ at }: { at: keyof typeof places }) {
  const t = useText(stockText)
  const session = useSession()
  if (!mayDo(session, 'stockDocument.read')) return null
  return (
    <nav className="row" aria-label={t('stock.levels')}>
      {(['levels', 'documents'] as const).map(key => (
        <Link key={key} className={key === at ? 'b' : 'link'} href={places[key]} aria-current={key === at && 'page'}>
          {t(`stock.${key}`)}
        </Link>
      ))}
    </nav>
  )
}
