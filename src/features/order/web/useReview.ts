import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Approval } from '#features/approval/approval.schema.ts'
import { useDoing } from '#ui/useDoing.ts'
import type { WholeOrder } from '../order.schema.ts'
import { approvalCalls } from './useOrderCalls.ts'

/** Who was asked about an order, the last request first. */
export const useReviews = (
  { id, version }: Pick<WholeOrder, 'id' | 'version'>,
  purpose: 'review' | 'creditRelease' = 'review',
) =>
  useQuery({
    queryKey: ['approval', 'order', id, version],
    queryFn: () => approvalCalls.list({ entity: 'order', recordId: id }),
    select: ({ items }) => ({ items: items.filter(one => one.purpose === purpose) }),
  })

/** What the reader may do with a running review, and how it is done. */
export function useReviewSteps({ id, version }: Pick<Approval, 'id' | 'version'>) {
  const queries = useQueryClient()
  const stale = ['order', 'approval', 'handoff', 'thread', 'creditRelease', 'credit']
  const { busy, refused, doing } = useDoing(() =>
    Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] }))),
  )
  const offers = useQuery({
    queryKey: ['approval', id, version, 'moves'],
    queryFn: () => approvalCalls.offers({ id }),
  })
  const run = (call: () => Promise<unknown>) => doing('step', call)
  return {
    offered: (move: string) => offers.data?.find(offer => offer.move === move),
    approve: () => run(() => approvalCalls.approve({ id, version })),
    run,
    refused,
    busy: busy !== undefined,
  }
}
