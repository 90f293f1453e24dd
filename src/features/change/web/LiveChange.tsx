import { useQuery } from '@tanstack/react-query'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { changeEntity } from '../change.entity.ts'
import { changeText } from '../change.text.ts'
import { changePageText } from '../changePage.text.ts'
import { changeCalls } from './useChangeCalls.ts'

const states = changeEntity.fields.find(field => field.key === 'state')?.choices ?? []

/** On an order of which something is about to be different. */
export function LiveChange({ id }: SlotProps) {
  const t = useText({ ...changeText, ...changePageText })
  const found = useQuery({ queryKey: ['change', 'order', id], queryFn: () => changeCalls.ofOrder({ id }) })
  const live = found.data?.items.find(one => one.id === found.data.live)
  if (!live) return null
  return (
    <aside className="card" role="status">
      <div className="body row">
        <span>{t('change.live')}</span>
        <Link className="link" href={`/changes/${live.id}`}>
          {live.number}
        </Link>
        <Tag tone={states.find(one => one.value === live.state)?.tone ?? 'off'}>{t(`state.change.${live.state}`)}</Tag>
        <span className="t3">{live.reason}</span>
      </div>
    </aside>
  )
}
