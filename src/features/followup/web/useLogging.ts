import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { ComposeSetup } from '#ui/composing.ts'
import { plainSetup } from '#ui/composing.ts'
import { send } from '#ui/send.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { followupEntity } from '../followup.entity.ts'
import type { SubjectEntity } from '../followup.schema.ts'
import { loggingApi } from '../logging.api.ts'
import { isWhole } from '../logging.rules.ts'
import type { PhraseShown } from '../logging.schema.ts'

export const loggingCalls = client(loggingApi, send)
export const loggingKey = ['logging'] as const

// the next working day moves on over night
export const useLogging = () =>
  useQuery({ queryKey: loggingKey, queryFn: () => loggingCalls.get({}), staleTime: 60_000, refetchInterval: 600_000 })

/** The composer has these in places of their own. */
const placed = new Set(['kind', 'at', 'content', 'nextStep', 'nextStepAt'])

/** A lead has no contacts yet, and a contact is its own. */
const alone = new Set<SubjectEntity>(['lead', 'contact'])

/** What the composer offers on a record of this kind. */
export function useComposeSetup(subject: SubjectEntity): ComposeSetup {
  const fields = formFields(useEntity(followupEntity))
  const { data } = useLogging()
  if (!data) return plainSetup
  return {
    kinds: data.kinds.filter(one => one.shown),
    fields: fields.filter(({ key }) => !placed.has(key) && !(key === 'contactId' && alone.has(subject))),
    phrases: [...data.own, ...data.phrases],
  }
}

/** Phrases that are a whole follow-up: one's own before the company's, no more than fit on a line. */
export function useTaps(): readonly PhraseShown[] {
  const { data } = useLogging()
  if (!data) return []
  return [...data.own, ...data.phrases].filter(one => one.oneTap && isWhole(one, data.kinds)).slice(0, 3)
}
