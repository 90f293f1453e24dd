import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { priceListText } from '../priceList.text.ts'
import { PriceListSheet } from './PriceListSheet.tsx'
import { PriceListState, PriceListWords } from './PriceListWords.tsx'
import { priceCalls } from './usePriceCalls.ts'

/** All price lists, the one that goes first on top. */
export function PriceListsPage() {
  const t = useText(priceListText)
  const go = useGo()
  const session = useSession()
  const [making, setMaking] = useState(false)
  const lists = useQuery({ queryKey: ['priceList', 'list'], queryFn: () => priceCalls.list({}) })
  if (lists.error) return <Problem error={lists.error} onRetry={() => lists.refetch()} />
  if (!lists.data) return <Skeleton shape="list" />
  const { items } = lists.data
  const make = mayDo(session, 'product.price') && (
    <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('price.new')}
    </Button>
  )
  return (
    <>
      <PageTop title={t('price.title')} back={{ label: t('price.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('price.say')}</p>
          {items.length > 0 && make}
        </header>
        {items.length === 0 && <Empty title={t('price.empty')} say={t('price.emptySay')} icon="money" action={make} />}
        <table className="tbl wide">
          <tbody>
            {items.map(list => (
              <tr key={list.id}>
                <td>
                  <Link className="link b" href={`/price-lists/${list.id}`}>
                    {list.name}
                  </Link>
                  <div>
                    <PriceListWords list={list} />
                  </div>
                </td>
                <td>
                  <PriceListState list={list} />
                </td>
                <td className="num nw t3">{t('price.lines', { count: list.lineCount })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {making && (
        <PriceListSheet
          list={undefined}
          onClose={() => setMaking(false)}
          onDone={({ id }) => go(`/price-lists/${id}`)}
        />
      )}
    </>
  )
}
