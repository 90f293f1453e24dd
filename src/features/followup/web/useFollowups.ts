import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { client } from '#kernel/api.ts'
import type { Composed } from '#ui/Composer.tsx'
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
    async ({ kind, text, next, needs, promises }) => {
      await followupCalls.log({
        subjectEntity,
        subjectId,
        kind,
        content: text,
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
