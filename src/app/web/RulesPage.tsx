import { CollectingPart } from '#features/collection/web/CollectingPart.tsx'
import { LifePart } from '#features/customer/web/LifePart.tsx'
import { StrictnessPart } from '#features/customer/web/StrictnessPart.tsx'
import { CountingPart } from '#features/order/web/CountingPart.tsx'
import { OrderTypesPart } from '#features/order/web/OrderTypesPart.tsx'
import { ShippingPart } from '#features/shipment/web/ShippingPart.tsx'
import { PolicyPart } from '#features/stock/web/PolicyPart.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { useText } from '#ui/useText.tsx'
import { rulesText } from './rules.text.ts'

/** Choices of the company that several features live by; each belongs to its own. */
export function RulesPage() {
  const t = useText(rulesText)
  return (
    <div className="stack">
      <PageTop title={t('rules.title')} back={{ label: t('rules.settings'), href: '/settings' }} />
      <OrderTypesPart />
      <PolicyPart />
      <CountingPart />
      <ShippingPart />
      <CollectingPart />
      <LifePart />
      <StrictnessPart />
    </div>
  )
}
