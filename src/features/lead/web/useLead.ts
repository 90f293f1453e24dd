import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { leadApi } from '../lead.api.ts'

export const leadCalls = client(leadApi, send)

export const useLead = (id: string) => useQuery({ queryKey: ['lead', id], queryFn: () => leadCalls.get({ id }) })
