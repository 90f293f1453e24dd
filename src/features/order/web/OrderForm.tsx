import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useTurning } from '#ui/useTurning.ts'
import { orderEntity } from '../order.entity.ts'
import type { NewOrder, Order } from '../order.schema.ts'
import { orderCalls } from './useOrderCalls.ts'

/** The type is decided while it is a draft, among what the company offers. */
function useTyped(order: Order | undefined): (field: Field) => readonly Field[] {
  const { data } = useQuery({ queryKey: ['orderTypes'], queryFn: () => orderCalls.types({}) })
  const now = order?.type ?? 'standard'
  const offered: readonly string[] = [...new Set(['standard', now, ...(data?.types ?? [])])]
  const isOpen = now !== 'replacement' && (order === undefined || order.state === 'draft') && offered.length > 1
  return field => {
    if (field.key !== 'type') return [field]
    return isOpen
      ? [{ ...field, required: true, choices: field.choices?.filter(one => offered.includes(one.value)) ?? [] }]
      : []
  }
}

const newOrder = { type: 'standard' } as const

type Props = { readonly order?: Order; readonly onDone: (id: string) => void; readonly onCancel: () => void }

/** The head of an order; its lines have their own editor. */
export function OrderForm({ order, onDone, onCancel }: Props) {
  const queries = useQueryClient()
  const entity = useEntity(orderEntity)
  const typed = useTyped(order)
  const fields = formFields(entity)
    .filter(field => !(order && field.key === 'customerId'))
    .flatMap(typed)
  const sections = entity.form.map(section => ({
    ...section,
    fields: section.fields.filter(key => fields.some(field => field.key === key)),
  }))
  const warning = useTurning(order)
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const saved = order
      ? await orderCalls.edit({ id: order.id, ...body, ...(version !== undefined && { version }) })
      : await orderCalls.create(body as NewOrder) // the form offers exactly the entity's fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['order'] })
    onDone(saved.id)
  }
  return (
    <RecordForm
      fields={fields}
      sections={sections}
      record={order ?? newOrder}
      {...(order && { version: order.version })}
      draftKey={`order:${order?.id ?? 'new'}`}
      warning={warning}
      onSave={save}
      onCancel={onCancel}
    />
  )
}
