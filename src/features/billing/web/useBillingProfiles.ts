import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { billingProfileApi } from '../billing.api.ts'
import type { BillingProfile } from '../billing.schema.ts'

export const profileCalls = client(billingProfileApi, send)

/** Of these customers, the default first. */
export function useBillingProfiles(customerIds: readonly string[], enabled = true) {
  const value = [...new Set(customerIds)]
  return useQuery({
    queryKey: ['billingProfile', 'list', ...value],
    queryFn: async () => {
      const filter = JSON.stringify({ field: 'customerId', op: 'in', value })
      return defaultFirst((await profileCalls.list({ filter, limit: 100, sort: 'createdAt' })).items)
    },
    enabled,
  })
}

const defaultFirst = (items: readonly BillingProfile[]): BillingProfile[] =>
  items.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))

export function useProfilesAgain(): () => Promise<unknown> {
  const queries = useQueryClient()
  const touched = ['billingProfile', 'invoice', 'timeline']
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
