import { fieldOf } from '#meta/entity.ts'
import type { Tone } from '#ui/Marks.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { shipmentEntity } from '../shipment.entity.ts'
import type { Shipment } from '../shipment.schema.ts'
import { siteText } from '../site.text.ts'

/** Where a shipment stands, in words: what went to a site lies there until it is settled. */
export function useStateWord(): (of: Pick<Shipment, 'state' | 'siteId'>) => { label: string; tone: Tone } {
  const t = useText(siteText)
  const label = useLabel()
  return ({ state, siteId }) => {
    const choice = fieldOf(shipmentEntity, 'state')?.choices?.find(one => one.value === state)
    const tone = choice?.tone ?? 'off'
    if (siteId && state === 'shipped') return { label: t('shipment.site.there'), tone }
    if (siteId && state === 'delivered') return { label: t('shipment.site.done'), tone }
    return { label: choice ? label(choice.label) : state, tone }
  }
}
