import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { client } from '#kernel/api.ts'
import { newId } from '#kernel/ids.ts'
import type { Composed } from '#ui/composing.ts'
import { send } from '#ui/send.ts'
import { followupApi, needApi, promiseApi, reminderApi } from '../followup.api.ts'
import { type Followup, type NewCheckIn, type SubjectEntity, subjectEntities } from '../followup.schema.ts'
import { homeApi } from '../home.api.ts'

export const followupCalls = client(followupApi, send)
export const needCalls = client(needApi, send)
export const promiseCalls = client(promiseApi, send)
export const reminderCalls = client(reminderApi, send)
export const homeCalls = client(homeApi, send)

export const subjectNamed = (entity: string): SubjectEntity | undefined => subjectEntities.find(one => one === entity)

/** What the composer gives becomes one call; everything that shows it is asked again. */
export function useLog(
  subjectEntity: SubjectEntity,
  subjectId: string,
): (entry: Composed, checkIn?: NewCheckIn) => Promise<Followup> {
  const queries = useQueryClient()
  const once = useOnce()
  return useCallback(
    async ({ kind, text, next, needs, promises, fields = {}, mentions }, checkIn) => {
      const said = {
        subjectEntity,
        subjectId,
        kind,
        content: text,
        ...bodyOf(fields),
        ...(mentions && { mentions }),
        needs: needs.map(need => ({ text: need })),
        promises: promises.map(what => ({ what })),
        ...(next && { nextStep: next.what, nextStepAt: next.at }),
        ...(checkIn && { checkIn }),
      }
      const made = await once('/followups', said)
      const stale = ['followup', 'need', 'promise', 'home', 'counts', subjectEntity, 'customer']
      await Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] })))
      return made
    },
    [queries, once, subjectEntity, subjectId],
  )
}

/** Sent again after the connection broke off it is the same request: what had arrived is not logged twice. */
function useOnce(): (path: string, body: object) => Promise<Followup> {
  const last = useRef({ text: '', key: '' })
  return useCallback(async (path, body) => {
    const text = JSON.stringify(body)
    if (last.current.text !== text) last.current = { text, key: newId() }
    const made = await send({ method: 'POST', path, query: {}, body, key: last.current.key })
    last.current = { text: '', key: '' }
    return made as Followup // what the endpoint answers
  }, [])
}

/** Own fields travel under `custom`. */
function bodyOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = Object.entries(fields).filter(([path]) => path.startsWith(prefix))
  const built = Object.entries(fields).filter(([path]) => !path.startsWith(prefix))
  const custom = Object.fromEntries(own.map(([path, value]) => [path.slice(prefix.length), value]))
  return { ...Object.fromEntries(built), ...(own.length > 0 && { custom }) }
}
const prefix = 'custom.'
