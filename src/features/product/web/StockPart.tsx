import { useQuery } from '@tanstack/react-query'
import { stockApi } from '#features/stock/stock.api.ts'
import { client } from '#kernel/api.ts'
import { useNumber } from '#ui/Money.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import type { Product } from '../product.schema.ts'
import { productText } from '../product.text.ts'

const stockCalls = client(stockApi, send)

/** What of the product stands where, and how much of it nobody holds. */
export function StockPart({ product }: { product: Product }) {
  const t = useText(productText)
  const number = useNumber()
  const filter = JSON.stringify({ field: 'productId', op: 'is', value: product.id })
  const levels = useQuery({
    queryKey: ['stock', 'list', { filter }],
    queryFn: () => stockCalls.levels({ filter, sort: 'warehouseName', limit: 50 }),
  })
  const rows = levels.data?.items ?? []
  return (
    <section className="card">
      <header>
        <h2>{t('product.stock')}</h2>
        <span className="t3">{product.unit}</span>
      </header>
      {levels.data && rows.length === 0 && <p className="body t2">{t('product.noStock')}</p>}
      {rows.length > 0 && (
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('product.warehouse')}</th>
              <th className="num">{t('product.onHand')}</th>
              <th className="num">{t('product.reserved')}</th>
              <th className="num">{t('product.available')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.id}>
                <td>
                  {row.warehouseName} {row.batch && <small className="t3">{row.batch}</small>}
                </td>
                <td className="num">{number(row.onHand)}</td>
                <td className="num">{number(row.reserved)}</td>
                <td className="num b">{number(row.available)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
