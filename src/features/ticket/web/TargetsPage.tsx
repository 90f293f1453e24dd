import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { SettingCard } from '#ui/SettingCard.tsx'
import { useText } from '#ui/useText.tsx'
import { priorities, type TicketTargets } from '../ticket.schema.ts'
import { ticketText } from '../ticket.text.ts'
import { ticketCalls } from './useTicketCalls.ts'

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

export function TargetsPage() {
  const t = useText(ticketText)
  return (
    <>
      <PageTop title={t('ticket.targets')} />
      <SettingCard
        title={t('ticket.targets')}
        say={t('ticket.targetsSay')}
        name="ticketTargets"
        fields={fields}
        load={async () => flat(await ticketCalls.targets({}))}
        save={async next => flat(await ticketCalls.setTargets(deep(next)))}
        touches={['ticket']}
      />
    </>
  )
}
