import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { Empty } from '#ui/Empty.tsx'
import { Link } from '#ui/Link.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'
import { settleHref, siteCalls } from './useConsignmentCalls.ts'

const inUse = JSON.stringify({
  all: [
    { field: 'customerId', op: 'notEmpty' },
    { field: 'state', op: 'is', value: 'active' },
  ],
})

/** Where nobody has said yet whose list it is: every site is one tap away. */
export function AllSites() {
  const t = useText(consignText)
  const sites = useQuery({
    queryKey: ['warehouse', 'list', 'allSites'],
    queryFn: () => siteCalls.list({ filter: inUse, limit: 200 }),
  })
  if (!sites.data) return <Skeleton shape="list" />
  const { items } = sites.data
  if (items.length === 0) return <Empty icon="box" title={t('consign.empty')} say={t('consign.emptySay')} />
  return (
    <section className="card">
      <header>
        <h2>{t('consign.chooseSite')}</h2>
      </header>
      <div className="body">
        {items.map(({ id, name, customerId, customerName }) => (
          <p key={id} className="relrow">
            <Link className="link cut" href={settleHref({ customerId: customerId ?? '', siteId: id })}>
              {name}
            </Link>
            <span className="t2 cut">{customerName}</span>
          </p>
        ))}
      </div>
    </section>
  )
}
