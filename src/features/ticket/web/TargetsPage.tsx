import { useQuery } from '@tanstack/react-query'
import { warehouseApi } from '#features/stock/stock.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { returnText } from '../return.text.ts'
import { priorities, type TicketTargets } from '../ticket.schema.ts'
import { ticketText } from '../ticket.text.ts'
import { returnCalls, ticketCalls } from './useTicketCalls.ts'

const warehouses = client(warehouseApi, send)
const parts = ['respond', 'resolve'] as const
const fields: readonly Field[] = priorities.flatMap(priority =>
  parts.map(
    (part): Field => ({
      key: `${priority}.${part}`,
      label: ticketText[`ticket.${part}.${priority}`],
      kind: 'number',
      scale: 0,
      required: true,
    }),
  ),
)

/** One level for the form, two for the setting. */
const flat = (targets: TicketTargets): Record<string, unknown> =>
  Object.fromEntries(priorities.flatMap(key => parts.map(part => [`${key}.${part}`, String(targets[key][part])])))
const deep = (form: Readonly<Record<string, unknown>>): TicketTargets => {
  const of = (key: (typeof priorities)[number]) => ({
    respond: Number(form[`${key}.respond`]),
    resolve: Number(form[`${key}.resolve`]),
  })
  return { urgent: of('urgent'), high: of('high'), normal: of('normal'), low: of('low') }
}

/** Only what is not for sale, and at home: else damaged goods would be promised again. */
function useApart(): readonly Field[] {
  const places = useQuery({ queryKey: ['warehouse', 'list'], queryFn: () => warehouses.list({ limit: 200 }) })
  const apart = (places.data?.items ?? []).filter(one => one.state === 'active' && !one.sellable && !one.customerId)
  const choices = apart.map(one => ({ value: one.id, label: { en: one.name, zh: one.name } }))
  return [{ key: 'damagedWarehouseId', label: returnText['goodsReturn.damagedTo'], kind: 'choice', choices }]
}

export function TargetsPage() {
  const t = useText(ticketText)
  const back = useText(returnText)
  const apart = useApart()
  return (
    <>
      <PageTop title={t('ticket.targets')} />
      <div className="stack">
        <SettingCard
          title={t('ticket.targets')}
          say={t('ticket.targetsSay')}
          name="ticketTargets"
          fields={fields}
          load={async () => flat(await ticketCalls.targets({}))}
          save={async next => flat(await ticketCalls.setTargets(deep(next)))}
          touches={['ticket']}
        />
        <SettingCard
          title={back('goodsReturn.settings')}
          say={back('goodsReturn.settingsSay')}
          name="returnSettings"
          fields={apart}
          load={() => returnCalls.settings({})}
          save={returnCalls.setSettings}
        />
      </div>
    </>
  )
}
