import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { client } from '#kernel/api.ts'
import type { Composed } from '#ui/composing.ts'
import { send } from '#ui/send.ts'
import { followupApi, needApi, promiseApi, reminderApi } from '../followup.api.ts'
import { type SubjectEntity, subjectEntities } from '../followup.schema.ts'
import { homeApi } from '../home.api.ts'

export const followupCalls = client(followupApi, send)
export const needCalls = client(needApi, send)
export const promiseCalls = client(promiseApi, send)
export const reminderCalls = client(reminderApi, send)
export const homeCalls = client(homeApi, send)

export const subjectNamed = (entity: string): SubjectEntity | undefined => subjectEntities.find(one => one === entity)

/** What the composer gives becomes one call; everything that shows it is asked again. */
export function useLog(subjectEntity: SubjectEntity, subjectId: string): (entry: Composed) => Promise<void> {
  const queries = useQueryClient()
  return useCallback(
    async ({ kind, text, next, needs, promises, fields = {}, mentions }) => {
      await followupCalls.log({
        subjectEntity,
        subjectId,
        kind,
        content: text,
        ...bodyOf(fields),
        ...(mentions && { mentions }),
        needs: needs.map(need => ({ text: need })),
        promises: promises.map(what => ({ what })),
        ...(next && { nextStep: next.what, nextStepAt: next.at }),
      })
      const stale = ['followup', 'need', 'promise', 'home', 'counts', subjectEntity, 'customer']
      await Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] })))
    },
    [queries, subjectEntity, subjectId],
  )
}

/** Own fields travel under `custom`. */
function bodyOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = Object.entries(fields).filter(([path]) => path.startsWith(prefix))
  const built = Object.entries(fields).filter(([path]) => !path.startsWith(prefix))
  const custom = Object.fromEntries(own.map(([path, value]) => [path.slice(prefix.length), value]))
  return { ...Object.fromEntries(built), ...(own.length > 0 && { custom }) }
}
const prefix = 'custom.'
