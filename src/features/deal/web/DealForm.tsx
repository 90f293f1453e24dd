import { useQueryClient } from '@tanstack/react-query'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useSession } from '#ui/useSession.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal, NewDeal } from '../deal.schema.ts'
import { dealCalls, stageChoices, usePipelines } from './useDealCalls.ts'

type Props = {
  readonly deal?: Deal
  /** A new deal of this customer. */
  readonly customerId?: string
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

export function DealForm({ deal, customerId, onDone, onCancel }: Props) {
  const queries = useQueryClient()
  const entity = useEntity(dealEntity)
  const session = useSession()
  const stages = usePipelines()[0]?.stages ?? []
  const own = formFields(entity).filter(field => !deal || field.key !== 'customerId')
  const stage = entity.fields.find(field => field.key === 'stageId')
  const open = stageChoices(stages.filter(one => one.kind === 'open'))
  const fields = deal || !stage ? own : [...own, { ...stage, kind: 'choice' as const, choices: open }]
  const sections = entity.form.map((section, i) =>
    i === 0 && !deal ? { ...section, fields: [...section.fields, 'stageId'] } : section,
  )
  const fresh = { currency: session.org.currency, ...(customerId && { customerId }) }

  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const done = deal
      ? await dealCalls.edit({ id: deal.id, ...body, ...(version !== undefined && { version }) })
      : await dealCalls.create({ ...(customerId && { customerId }), ...body } as NewDeal) // the form offers exactly the entity's fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['deal'] })
    onDone(done.id)
  }
  return (
    <RecordForm
      fields={fields}
      sections={sections}
      record={deal ?? fresh}
      {...(deal && { version: deal.version })}
      draftKey={`deal:${deal?.id ?? 'new'}`}
      onSave={save}
      onCancel={onCancel}
    />
  )
}
