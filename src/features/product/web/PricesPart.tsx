import { useQuery } from '@tanstack/react-query'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { priceListText } from '../priceList.text.ts'
import type { Product } from '../product.schema.ts'
import { PriceListWords } from './PriceListWords.tsx'
import { priceCalls } from './usePriceCalls.ts'

/** What the product costs in which list, the ones that hold now first. */
export function PricesPart({ product }: { product: Product }) {
  const t = useText(priceListText)
  const number = useNumber()
  const { id } = product
  const prices = useQuery({ queryKey: ['priceList', 'product', id], queryFn: () => priceCalls.ofProduct({ id }) })
  const rows = prices.data?.items ?? []
  return (
    <section className="card">
      <header>
        <h2>{t('price.ofProduct')}</h2>
        <span className="grow" />
        <Link className="link" href="/price-lists">
          {t('price.all')}
        </Link>
      </header>
      {prices.data && rows.length === 0 && <p className="body t2">{t('price.noneOfProduct')}</p>}
      {rows.length > 0 && (
        <table className="tbl">
          <tbody>
            {rows.slice(0, 50).map(row => (
              <tr key={`${row.listId} ${row.unit} ${row.minQty}`}>
                <td>
                  <Link className="link" href={`/price-lists/${row.listId}`}>
                    {row.listName}
                  </Link>{' '}
                  {!row.inForce && <Tag>{t('price.inactive')}</Tag>}
                  <div>
                    <PriceListWords list={row} />
                  </div>
                </td>
                <td className="nw t3">
                  {row.minQty === '0' || row.minQty === '1'
                    ? t('price.per', { unit: row.unit })
                    : t('price.fromQty', { qty: number(row.minQty), unit: row.unit })}
                </td>
                <td className="num nw">
                  <b className="b">
                    <Money amount={row.price} currency={row.currency} />
                  </b>
                  {row.floorPrice && (
                    <div className="t3">
                      {t('price.floor')} <Money amount={row.floorPrice} />
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
