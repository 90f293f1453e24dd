import { useQuery } from '@tanstack/react-query'
import { usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { changePageText } from '../changePage.text.ts'
import { ChangeEditor, useEditorPlaces } from './ChangeEditor.tsx'
import { orderCalls } from './useChangeCalls.ts'

/** A change of this order begins. */
export function NewChangePage() {
  const id = usePlace().params.id ?? ''
  const t = useText(changePageText)
  const places = useEditorPlaces(id)
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (order.error) return <Problem error={order.error} onRetry={() => order.refetch()} />
  if (!order.data) return <Skeleton shape="record" />
  const { number } = order.data
  return (
    <>
      <PageTop title={t('change.newTitle', { number })} back={{ label: number, href: `/orders/${id}` }} />
      <ChangeEditor key={id} order={order.data} {...places} />
    </>
  )
}
