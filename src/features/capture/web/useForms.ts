import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answerFormApi } from '#journeys/answerForm.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
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
