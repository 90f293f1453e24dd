import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { startLive } from './liveHub.ts'

/** What others change arrives by itself: everything read of an entity is asked for again, at most three times a second. */
export function useLive(url = '/api/live'): { connected: boolean } {
  const queries = useQueryClient()
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      for (const entity of changed) queries.invalidateQueries({ queryKey: [entity] })
      changed.clear()
    }
    const stop = startLive({
      url,
      onMessage: message => {
        if (message.kind === 'state') setConnected(message.connected)
        if (message.kind === 'reset') queries.invalidateQueries()
        if (message.kind !== 'event') return
        changed.add(message.event.entity)
        changed.add('counts')
        timer ??= setTimeout(flush, 300)
      },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [queries, url])
  return { connected }
}
