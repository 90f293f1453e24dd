import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { client } from '#kernel/api.ts'
import { termsText } from '#kernel/terms.text.ts'
import type { Terms } from '#kernel/terms.ts'
import { sayTerms } from '#kernel/termsSaid.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { fieldValue, isBlank, pathOf } from '#ui/kinds/kind.ts'
import { kindOf } from '#ui/kinds/registry.tsx'
import { send } from '#ui/send.ts'
import { halfOf, type Step, steps } from '#ui/steps.ts'
import type { Entry } from '#ui/Timeline.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useLabel, useLang, useReason, useText } from '#ui/useText.tsx'
import type { Followup } from '../followup.schema.ts'
import { followupText } from '../followup.text.ts'
import type { TimelineEntry } from '../timeline.schema.ts'
import { Attached } from './Attached.tsx'

const api = client(metaApi, send)
const isStep = (entity: string): entity is Step => steps.some(step => step === entity)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** An event as the timeline draws it; its sentence is found by its kind, in whichever feature's table it stands. */
export function useEntry(): (row: TimelineEntry) => Entry {
  const say = useReason()
  const t = useText(followupText)
  const { userId } = useSession()
  const changesOf = useChanges()
  const termsOf = useTermsChange()
  const { data } = useQuery({ queryKey: ['entities'], queryFn: () => api.entities({}), staleTime: 60_000 })
  const entities = data?.items
  return useCallback(
    row => {
      const who = row.actorName ? { who: { name: row.actorName, me: row.actorId === userId } } : {}
      const half = isStep(row.entity) && halfOf(row.entity) === 'c' ? 'c' : 'w'
      const shared = { id: row.id, at: row.at, half, ...who } as const
      // a mail of the other side: their contact speaks
      const other = !row.actorName && row.followup?.contactName ? { who: { name: row.followup.contactName } } : {}
      if (row.followup) return { ...shared, ...other, ...followupEntry(row.followup, t) }
      const event = say({ key: `event.${row.kind}` })
      const entity = entities?.find(one => one.key === row.entity)
      return {
        ...shared,
        title: event,
        group: 'change',
        changes: [...(entity ? changesOf(entity, row) : []), ...termsOf(row)],
        ...wordsOf(row, t),
      }
    },
    [say, t, userId, entities, changesOf, termsOf],
  )
}

function followupEntry(
  followup: Followup,
  t: ReturnType<typeof useText<typeof followupText>>,
): Omit<Entry, 'id' | 'at'> {
  const kind = t(`followup.kind.${followup.kind}`)
  const { contactName, nextStep, nextStepAt, needs, promises } = followup
  return {
    group: 'followup',
    title: contactName ? t('followup.withContact', { kind, contact: contactName }) : kind,
    say: [followup.content, followup.result].filter(Boolean).join('\n'),
    needs: needs.map(need => need.text),
    promises: promises.map(promise => promise.what),
    beside: <Attached files={followup.files} checkIn={followup.checkIn} />,
    ...(nextStep && { next: { what: nextStep, ...(nextStepAt && { at: nextStepAt }) } }),
  }
}

/** Reasons, notes and what a need or promise says stand beside the changed fields. */
const spoken: readonly string[] = ['text', 'what', 'answer', 'reason', 'note']
/** A field that was changed is shown as a change; what came with a move is said, once. */
const isSaid = ({ before }: TimelineEntry, key: string): boolean => spoken.includes(key) && !(key in before)

function wordsOf(row: TimelineEntry, t: ReturnType<typeof useText<typeof followupText>>): Pick<Entry, 'say'> {
  const { release, releasedBy } = row.after
  const number = textOf(release)
  const passed = number ? [t('followup.released', { number, by: textOf(releasedBy) ?? '' })] : []
  const words = [...spoken.filter(key => isSaid(row, key)).flatMap(key => textOf(row.after[key]) ?? []), ...passed]
  return words.length > 0 ? { say: words.join('\n') } : {}
}

/** When something was moved, noted, closed: the entry's own time says it. */
const isStamp = ({ key, kind, derived }: Field): boolean =>
  key.endsWith('At') || (kind === 'instant' && derived === true)

const most = 8

function useChanges(): (entity: Entity, row: TimelineEntry) => NonNullable<Entry['changes']> {
  const label = useLabel()
  return useCallback(
    (entity, row) =>
      entity.fields
        .filter(
          field =>
            pathOf(field) in row.after &&
            !field.hidden &&
            field.key !== 'state' &&
            !isStamp(field) &&
            !isSaid(row, pathOf(field)),
        )
        .slice(0, most)
        .map(field => ({
          label: label(field.label),
          before: pathOf(field) in row.before && !isBlank(row.before[pathOf(field)]) && shown(field, row.before),
          after: shown(field, row.after),
        })),
    [label],
  )
}

/** Terms are no field of the form: they have an editor of their own, and are said as sentences. */
function useTermsChange(): (row: TimelineEntry) => NonNullable<Entry['changes']> {
  const t = useText(termsText)
  const { lang } = useLang()
  return useCallback(
    ({ before, after }) => {
      if (!isTerms(before.terms) || !isTerms(after.terms)) return []
      return [{ label: t('terms.title'), before: sayTerms(before.terms, lang), after: sayTerms(after.terms, lang) }]
    },
    [t, lang],
  )
}

const isTerms = (value: unknown): value is Terms =>
  typeof value === 'object' && value !== null && 'instalments' in value && 'gates' in value

function shown(field: Field, values: Readonly<Record<string, unknown>>) {
  const { Show } = kindOf(field.kind)
  return <Show field={field} value={field.custom ? values[pathOf(field)] : fieldValue(field, values)} record={values} />
}
