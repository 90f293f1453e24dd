import { useQueries, useQuery } from '@tanstack/react-query'
import type { WholeInvoice } from '../invoice.schema.ts'
import { isLive } from '../red.rules.ts'
import { invoiceCalls } from './useInvoiceCalls.ts'

/** The letters that take an invoice back, oldest first; the live ones with their lines. */
export function useReds({ id, kind, state }: Pick<WholeInvoice, 'id' | 'kind' | 'state'>) {
  const filter = JSON.stringify({ field: 'originalId', op: 'in', value: [id] })
  const list = useQuery({
    queryKey: ['invoice', 'list', 'reds', id],
    queryFn: () => invoiceCalls.list({ filter, limit: 200, sort: 'createdAt' }),
    enabled: kind !== 'red' && state === 'issued',
  })
  const reds = list.data?.items
  const found = useQueries({
    queries: (reds ?? []).filter(isLive).map(red => ({
      queryKey: ['invoice', red.id],
      queryFn: () => invoiceCalls.get({ id: red.id }),
    })),
  })
  const wholes = found.flatMap(one => one.data ?? [])
  return { reds, wholes: reds && wholes.length === found.length ? wholes : undefined }
}
