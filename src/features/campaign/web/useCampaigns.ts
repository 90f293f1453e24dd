import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { campaignApi } from '../campaign.api.ts'
import { campaignText } from '../campaign.text.ts'
import { campaignPageText } from '../page.text.ts'

export const campaignCalls = client(campaignApi, send)
const words = { ...campaignText, ...campaignPageText }
export const useCampaignText = () => useText(words)

export const useCampaigns = () =>
  useQuery({ queryKey: ['campaign', 'list'], queryFn: () => campaignCalls.list({ limit: 200 }) })

export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(['campaign', 'lead', 'deal'].map(key => queries.invalidateQueries({ queryKey: [key] })))
}
