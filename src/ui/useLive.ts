import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { startLive } from './liveHub.ts'

/** Put together from records of many kinds. */
const together = ['counts', 'notice', 'thread', 'home', 'collection', 'receivable', 'credit', 'consigned']

/** What others change arrives by itself: everything read of an entity is asked for again, at most three times a second. */
export function useLive(url = '/api/live'): { connected: boolean } {
  const queries = useQueryClient()
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isAll = false
    const flush = () => {
      timer = undefined
      if (isAll) queries.invalidateQueries()
      else for (const entity of changed) queries.invalidateQueries({ queryKey: [entity] })
      changed.clear()
      isAll = false
    }
    const stop = startLive({
      url,
      onMessage: message => {
        if (message.kind === 'state') setConnected(message.connected)
        if (message.kind === 'reset') queries.invalidateQueries()
        if (message.kind !== 'event') return
        // what is gone took others along: its contacts, its follow-ups
        isAll ||= message.event.gone === true
        for (const entity of [message.event.entity, ...together]) changed.add(entity)
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
