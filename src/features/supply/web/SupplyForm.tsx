import { useQuery } from '@tanstack/react-query'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { NewSupply, WholeSupply } from '../supply.schema.ts'
import { supplyCalls, useRefresh } from './useSupplyCalls.ts'

type Props = {
  readonly supply?: WholeSupply
  /** Of an order's line: what it lacks, and that it is for it. */
  readonly start?: Partial<NewSupply>
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

const frozen: ReadonlySet<string> = new Set(['productId'])
const ended: ReadonlySet<string> = new Set(['note', 'assigneeId'])

export function SupplyForm({ supply, start = {}, onDone, onCancel }: Props) {
  const entity = useEntity(supplyEntity)
  const refresh = useRefresh()
  const settings = useQuery({ queryKey: ['supplySettings'], queryFn: () => supplyCalls.settings({}) })
  const isOver = supply?.state === 'received' || supply?.state === 'cancelled'
  const all = formFields(entity).filter(field => !frozen.has(field.key) || (!supply && start.productId === undefined))
  const fields = all.filter(field => (isOver ? ended.has(field.key) : true))
  const { kind = 'buy', tolerance = '0' } = settings.data ?? {}
  const fresh = { kind, tolerance, ...start }
  if (!supply && !settings.data) return null
  return (
    <RecordForm
      fields={fields}
      sections={entity.form}
      record={supply ?? fresh}
      {...(supply && { version: supply.version })}
      draftKey={`supply:${supply?.id ?? `new:${start.wants?.[0]?.orderLineId ?? ''}`}`}
      onSave={async (body, version) => {
        const done = supply
          ? await supplyCalls.edit({ id: supply.id, ...body, ...(version !== undefined && { version }) })
          : await supplyCalls.create(withWants({ ...fresh, ...body } as NewSupply)) // the form offers exactly the entity's fields; the server checks every one
        await refresh()
        onDone(done.id)
      }}
      onCancel={onCancel}
    />
  )
}

/** Fewer than the line lacks are all for it; what is more is for stock. */
function withWants(input: NewSupply): NewSupply {
  const [only] = input.wants ?? []
  return only && Number(input.qty) < Number(only.qty) ? { ...input, wants: [{ ...only, qty: input.qty }] } : input
}
