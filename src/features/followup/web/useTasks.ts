import { useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { taskApi } from '../task.api.ts'

export const taskCalls = client(taskApi, send)

/** What shows a task, wherever it is. */
export function useTaskRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all([['task'], ['home']].map(queryKey => queries.invalidateQueries({ queryKey })))
}
