import { useQuery } from '@tanstack/react-query'
import { billingProfileApi } from '#features/billing/billing.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'

export const profileCalls = client(billingProfileApi, send)

/** Billing details of these customers, the default first; none for whoever may not see them. */
export function useProfiles(customerIds: readonly string[]) {
  const session = useSession()
  const value = [...new Set(customerIds)]
  return useQuery({
    queryKey: ['billingProfile', 'choice', ...value],
    queryFn: async () => {
      const filter = JSON.stringify({ field: 'customerId', op: 'in', value })
      const { items } = await profileCalls.list({ filter, limit: 50, sort: 'createdAt' })
      return items.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
    },
    enabled: value.length > 0 && mayDo(session, 'billingProfile.read'),
  })
}
