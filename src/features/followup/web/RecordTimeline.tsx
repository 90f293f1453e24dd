import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { Composer } from '#ui/Composer.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { useToast } from '#ui/Toast.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useNow } from '#ui/useNow.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { followupEntity } from '../followup.entity.ts'
import { editableHours, type Followup, type SubjectEntity } from '../followup.schema.ts'
import { followupText } from '../followup.text.ts'
import { knownText } from '../known.text.ts'
import type { TimelineEntry } from '../timeline.schema.ts'
import { type Keeping, KeepSheet } from './KeepSheet.tsx'
import { useBeside } from './useBeside.tsx'
import { useEntry } from './useEntry.tsx'
import { followupCalls, subjectNamed, useLog } from './useFollowups.ts'
import { useComposeSetup } from './useLogging.ts'

/** History of any record with the composer on top: the slot `timeline` of every record page. */
export function RecordTimeline({ entity, id, closed = false, shared = false }: SlotProps) {
  const t = useText(followupText)
  const session = useSession()
  const now = useNow()
  const entryOf = useEntry()
  const [mending, mend] = useState<Followup>()
  const [keeping, keep] = useState<Keeping>()
  const history = useInfiniteQuery({
    // under the record's own key: whatever changes it asks for its history again
    queryKey: [entity, id, 'timeline'],
    queryFn: ({ pageParam }) =>
      followupCalls.timeline({ entity, id, limit: 30, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    refetchInterval: 60_000,
  })
  if (history.error) return <Problem error={history.error} onRetry={() => history.refetch()} />
  if (!history.data) return <CardSkeleton rows={12} />
  const rows = history.data.pages.flatMap(page => page.items)
  const subject = subjectNamed(entity)
  const may = subject !== undefined && !shared && mayDo(session, 'followup.create')
  const isMendable = ({ ownerId, createdAt }: Followup) =>
    ownerId === session.userId && now.getTime() - Date.parse(createdAt) < editableHours * 3_600_000
  const actionOf = ({ followup }: TimelineEntry) =>
    followup && (
      <Deeds
        followup={followup}
        {...(may && !closed && { onKeep: keep })}
        {...(isMendable(followup) && { onMend: mend })}
      />
    )
  return (
    <>
      <Timeline
        entries={rows.map(row => ({ ...entryOf(row), action: actionOf(row) }))}
        {...(history.hasNextPage && { onMore: () => history.fetchNextPage() })}
        busy={history.isFetchingNextPage}
      >
        {subject && may && <Log entity={subject} id={id} closed={closed} />}
      </Timeline>
      <Sheet open={mending !== undefined} onClose={() => mend(undefined)} title={t('followup.mend')} width={560}>
        {mending && <Mend followup={mending} stem={[entity, id]} onDone={() => mend(undefined)} />}
      </Sheet>
      <KeepSheet keeping={keeping} onClose={() => keep(undefined)} />
    </>
  )
}

type DeedsProps = {
  followup: Followup
  onKeep?: (keeping: Keeping) => void
  onMend?: (followup: Followup) => void
}

/** What can be made of what was said. Who can be promised nothing has no need to be kept. */
function Deeds({ followup, onKeep, onMend }: DeedsProps) {
  const t = useText(followupText)
  const known = useText(knownText)
  const keepable = followup.dealId ?? followup.leadId ?? followup.customerId
  const deeds = [
    ['need', 'flag'],
    ['promise', 'hand'],
  ] as const
  return (
    <span className="deeds">
      {keepable &&
        onKeep &&
        deeds.map(([what, icon]) => (
          <Button
            key={what}
            size="sm"
            kind="text"
            icon={icon}
            aria-label={known(`keep.${what}`)}
            title={known(`keep.${what}`)}
            onClick={() => onKeep({ what, followup })}
          />
        ))}
      {onMend && (
        <Button size="sm" kind="text" icon="edit" aria-label={t('followup.mend')} onClick={() => onMend(followup)} />
      )}
    </span>
  )
}

function Log({ entity, id, closed }: { entity: SubjectEntity; id: string; closed: boolean }) {
  const t = useText(followupText)
  const tell = useToast()
  const log = useLog(entity, id)
  const setup = useComposeSetup(entity)
  const { attaching, ...beside } = useBeside(entity, id)
  return (
    <Composer
      setup={setup}
      people={async () => (await followupCalls.mentionable({ entity, id })).items}
      draftKey={`followup:${entity}:${id}`}
      noteOnly={closed}
      {...beside}
      onLog={async entry => {
        const { id: made } = await log(entry, attaching.checkIn)
        await attaching.logged(made)
        tell(t('followup.logged'))
      }}
    />
  )
}

type MendProps = { followup: Followup; stem: readonly string[]; onDone: () => void }

/** Within its day the author may mend it; the server says no afterwards. */
function Mend({ followup, stem, onDone }: MendProps) {
  const queries = useQueryClient()
  const entity = useEntity(followupEntity)
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    await followupCalls.edit({ id: followup.id, ...body, ...(version !== undefined && { version }) })
    await Promise.all([stem, ['followup'], ['home']].map(queryKey => queries.invalidateQueries({ queryKey })))
  }
  return (
    <RecordForm
      fields={formFields(entity)}
      sections={entity.form}
      record={followup}
      version={followup.version}
      draftKey={`followup:${followup.id}`}
      onSave={save}
      onDone={onDone}
      onCancel={onDone}
    />
  )
}
