import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { surveyApi } from '../survey.api.ts'

export const surveyCalls = client(surveyApi, send)

const touched = ['survey', 'link', 'timeline', 'home']
/** What an asked, made or reviewed survey moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
