import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { onArrival, outbox, type Waiting } from '#ui/outbox.ts'
import { shrunkPhoto } from '#ui/shrunkPhoto.ts'
import { useSession } from '#ui/useSession.tsx'
import type { NewCheckIn } from '../followup.schema.ts'
import { usePlaceFix } from './usePlaceFix.ts'

export type Attaching = {
  readonly items: readonly Waiting[]
  /** Of follow-ups that are logged, and not there yet. */
  readonly pending: readonly Waiting[]
  readonly add: (files: Iterable<File>) => Promise<void>
  readonly addBlob: (name: string, blob: Blob) => Promise<void>
  readonly fix: ReturnType<typeof usePlaceFix>
  /** For the call that logs. */
  readonly checkIn: NewCheckIn | undefined
  readonly logged: (followupId: string) => Promise<void>
}

/** Where files wait that go along with a follow-up on a record. */
export const placeOf = (userId: string, entity: string, id: string): string => `${userId}:${entity}:${id}`

/** What goes along with a follow-up on this record: kept here until the server has it. */
export function useAttaching(entity: string, id: string): Attaching {
  const { userId } = useSession()
  const queries = useQueryClient()
  const fix = usePlaceFix()
  const place = placeOf(userId, entity, id)
  const mine = useSyncExternalStore(outbox.subscribe, outbox.all).filter(one => one.place === place)
  useEffect(
    () => onArrival(() => void queries.invalidateQueries({ queryKey: [entity, id, 'timeline'] })),
    [queries, entity, id],
  )
  const addBlob = (name: string, blob: Blob) => outbox.add(place, name, blob)
  return {
    items: mine.filter(one => one.followupId === null),
    pending: mine.filter(one => one.followupId !== null),
    add: async files => {
      for (const file of files) {
        const { name, blob } = await shrunkPhoto(file)
        await addBlob(name, blob)
      }
    },
    addBlob,
    fix,
    checkIn: fix.place,
    logged: async followupId => {
      fix.set(undefined)
      await outbox.bind(place, followupId)
    },
  }
}
