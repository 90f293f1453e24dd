import { useQueryClient } from '@tanstack/react-query'
import { registrationConflictApi } from '#journeys/registrationConflict.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { registrationApi } from '../registration.api.ts'

export const registrationCalls = client(registrationApi, send)
export const conflictCalls = client(registrationConflictApi, send)

const touched = ['registration', 'approval', 'timeline', 'home', 'customer']
/** What a registration that is made or moved moves with it. */
export function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(touched.map(key => queries.invalidateQueries({ queryKey: [key] })))
}
