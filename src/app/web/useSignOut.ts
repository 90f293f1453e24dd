import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useGo } from '#ui/Link.tsx'
import { send } from '#ui/send.ts'

/** Ends the session and forgets everything that was read under it. */
export function useSignOut(): () => Promise<void> {
  const go = useGo()
  const queries = useQueryClient()
  return useCallback(async () => {
    await send({ method: 'POST', path: '/auth/sign-out', query: {}, body: {} }).catch(() => {})
    queries.clear()
    go('/sign-in', { replace: true })
  }, [go, queries])
}
