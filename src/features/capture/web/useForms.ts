import { useQuery, useQueryClient } from '@tanstack/react-query'
import { campaignApi } from '#features/campaign/campaign.api.ts'
import type { Campaign } from '#features/campaign/campaign.schema.ts'
import { answerFormApi } from '#journeys/answerForm.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { captureApi } from '../capture.api.ts'
import { formText } from '../form.text.ts'

export const formCalls = client({ ...captureApi, ...answerFormApi }, send)
export const useFormText = () => useText(formText)

export const useForms = () => useQuery({ queryKey: ['form', 'list'], queryFn: () => formCalls.list({}) })
export const useForm = (id: string) => useQuery({ queryKey: ['form', id], queryFn: () => formCalls.get({ id }) })

export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(['form', 'lead'].map(key => queries.invalidateQueries({ queryKey: [key] })))
}

const campaignCalls = client({ list: campaignApi.list }, send)
/** Those that a form or a code may be for. */
export function useCampaignList(): readonly Campaign[] {
  const may = mayDo(useSession(), 'campaign.read')
  const all = useQuery({
    queryKey: ['campaign', 'list'],
    queryFn: () => campaignCalls.list({ limit: 200 }),
    enabled: may,
  })
  return all.data?.items.filter(one => one.archivedAt === null) ?? []
}
