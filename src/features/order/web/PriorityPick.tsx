import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { orderEntity } from '../order.entity.ts'
import type { OrderPriority, WholeOrder } from '../order.schema.ts'
import { priorityApi } from '../priority.api.ts'

const { prioritise } = client(priorityApi, send)
const over: readonly WholeOrder['state'][] = ['draft', 'closed', 'cancelled']

/** How urgent it is, changed in place; of a draft it stands in the form. */
export function PriorityPick({ order }: { readonly order: WholeOrder }) {
  const label = useLabel()
  const session = useSession()
  const queries = useQueryClient()
  const field = useEntity(orderEntity).fields.find(one => one.key === 'priority')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  if (!field?.choices || over.includes(order.state) || !mayDo(session, 'order.edit')) return null
  const set = async (priority: OrderPriority) => {
    try {
      await prioritise({ id: order.id, priority })
      setReasons([])
      await Promise.all(['order', 'supply'].map(key => queries.invalidateQueries({ queryKey: [key] })))
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <span className="priopick keep">
      <span className="t3" aria-hidden="true">
        {label(field.label)}
      </span>
      <Select
        size="small"
        variant="borderless"
        aria-label={label(field.label)}
        value={order.priority}
        popupMatchSelectWidth={false}
        options={field.choices.map(one => ({ value: one.value as OrderPriority, label: label(one.label) }))} // the field's own words
        onChange={set}
      />
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </span>
  )
}
