import './Consign.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { consignText } from '../screen.text.ts'
import { SiteSheet } from './SiteSheet.tsx'
import { orderCalls, useRefresh, useSites } from './useConsignmentCalls.ts'

/** Below the head of a draft for a site that is not said yet: one tap chooses it, or makes one. */
export function OrderSite({ id }: SlotProps) {
  const session = useSession()
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (order.data?.type !== 'consignment' || order.data.siteId !== null) return null
  return order.data.state === 'draft' && mayDo(session, 'order.edit') ? <Choosing order={order.data} /> : null
}

function Choosing({ order: { id, version, customerId } }: { readonly order: WholeOrder }) {
  const t = useText(consignText)
  const session = useSession()
  const sites = useSites(customerId)
  const [making, setMaking] = useState(false)
  const { busy, refused, doing } = useDoing(useRefresh())
  const take = (siteId: string) => doing(siteId, () => orderCalls.edit({ id, version, siteId }))
  const inUse = sites.data?.filter(one => one.state === 'active')
  if (!inUse) return null
  const mayMake = mayDo(session, 'warehouse.create')
  return (
    <aside className="card ordersite">
      <div className="body row wrap">
        <b className="b">{t('consign.where')}</b>
        {inUse.map(site => (
          <Button key={site.id} size="sm" busy={busy === site.id} onClick={() => take(site.id)}>
            {site.name}
          </Button>
        ))}
        {inUse.length === 0 && <span className="t2">{t(mayMake ? 'consign.noSite' : 'consign.askForSite')}</span>}
        {mayMake && (
          <Button size="sm" kind="text" icon="plus" onClick={() => setMaking(true)}>
            {t('consign.newSite')}
          </Button>
        )}
      </div>
      {refused.length > 0 && (
        <div className="body" role="alert">
          <Reasons reasons={refused} />
        </div>
      )}
      {making && (
        <SiteSheet
          customerId={customerId}
          onDone={site => {
            setMaking(false)
            void take(site.id)
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </aside>
  )
}
