import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { leadApi } from '#features/lead/lead.api.ts'
import { noticeApi } from '#features/notice/notice.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import type { HomeLine } from '#meta/home.ts'
import { Composer } from '#ui/Composer.tsx'
import type { FollowupKind } from '#ui/composing.ts'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { SnoozePick } from '#ui/SnoozePick.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import type { SubjectEntity } from '../followup.schema.ts'
import { homeText } from '../home.text.ts'
import { LoseForm } from './LoseForm.tsx'
import { useBeside } from './useBeside.tsx'
import { followupCalls, reminderCalls, subjectNamed, useLog } from './useFollowups.ts'
import { useComposeSetup } from './useLogging.ts'
import { useSettled } from './useSettled.ts'

export type Doing = 'log' | 'checkIn' | 'reschedule' | 'plan' | 'assign' | 'giveBack' | 'done' | 'lose' | 'move'
/** `kind`: of the follow-up, where it is known already. */
export type Act = { line: HomeLine; action: Doing; kind?: FollowupKind | undefined }

const leadCalls = client(leadApi, send)
const noticeCalls = client(noticeApi, send)
const step: Field = { key: 'nextStep', label: homeText['home.nextStep'], kind: 'text', required: true, maxLength: 500 }
const when: Field = { key: 'nextStepAt', label: homeText['home.when'], kind: 'instant', required: true }
const taker: Field = {
  key: 'ownerId',
  label: homeText['home.action.assign'],
  kind: 'user',
  refEntity: 'user',
  required: true,
}
const reason: Field = {
  key: 'reason',
  label: homeText['home.reason'],
  kind: 'longText',
  required: true,
  maxLength: 500,
}

const asks: Partial<Record<Doing, readonly Field[]>> = { assign: [taker], giveBack: [reason] }

/** A quote is spoken of as its deal. */
const subjectOf = ({ entity, recordId, about }: HomeLine): readonly [SubjectEntity | undefined, string] =>
  about ? [subjectNamed(about.entity), about.id] : [subjectNamed(entity), recordId]

const reminderOf = (line: HomeLine): string | undefined =>
  line.key.startsWith('reminder:') ? line.key.slice('reminder:'.length) : undefined

/** What a line of Home asks for, done without leaving it. */
export function ActionSheet({ act, onClose }: { act: Act | undefined; onClose: () => void }) {
  const t = useText(homeText)
  const instant = act?.action === 'done' || act?.action === 'move'
  const title = act && act.action !== 'move' ? `${act.line.who} · ${t(`home.action.${act.action}`)}` : ''
  return (
    <>
      {act && instant && <Finish key={act.line.key} act={act} onClose={onClose} />}
      <Sheet open={act !== undefined && !instant} onClose={onClose} title={title}>
        {act && !instant && <Body act={act} onClose={onClose} />}
      </Sheet>
    </>
  )
}

/** Nothing is asked: it is done and said; a move that is refused says why. */
function Finish({ act: { line, action }, onClose }: { act: Act; onClose: () => void }) {
  const t = useText(homeText)
  const say = useReason()
  const tell = useToast()
  const settled = useSettled(onClose)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the line that was pressed
  useEffect(() => {
    const id = reminderOf(line)
    const { move } = line
    const work =
      action === 'move' && move
        ? send({ method: 'POST', path: move.path, query: {}, body: {} })
        : id && reminderCalls.done({ id })
    if (!work) return onClose()
    work.then(
      () => settled(action === 'move' && move ? `${line.who} · ${say({ key: move.say })}` : t('home.finished')),
      error => {
        tell(reasonsOf(error).map(say).join(' '), 'late')
        onClose()
      },
    )
  }, [])
  return null
}

function Body({ act: { line, action, kind }, onClose }: { act: Act; onClose: () => void }) {
  const t = useText(homeText)
  const settled = useSettled(onClose)
  const [subject, subjectId] = subjectOf(line)
  if (action === 'log' || action === 'checkIn')
    return subject ? (
      <Log
        entity={subject}
        id={subjectId}
        line={line}
        kind={kind}
        isThere={action === 'checkIn'}
        onDone={() => settled(t('home.logged'))}
      />
    ) : null
  if (action === 'lose') return <LoseForm line={line} onDone={() => settled(t('home.did.lose'))} onCancel={onClose} />
  const id = reminderOf(line)
  const fields = asks[action] ?? (id ? [when] : [step, when])
  const record = { nextStep: line.text, nextStepAt: action === 'plan' ? null : line.at }
  const save = async (changed: Readonly<Record<string, unknown>>) => {
    const { nextStep, nextStepAt } = { ...record, ...changed }
    const until = String(nextStepAt)
    if (action === 'assign') await leadCalls.assign({ id: line.recordId, ownerId: String(changed.ownerId) })
    else if (action === 'giveBack') await leadCalls.return({ id: line.recordId, reason: String(changed.reason) })
    else if (id) await reminderCalls.snooze({ id, until })
    else if (subject)
      await followupCalls.plan({
        subjectEntity: subject,
        subjectId,
        nextStep: String(nextStep ?? ''),
        nextStepAt: until,
      })
    await settled(
      t(`home.did.${action === 'assign' || action === 'plan' || action === 'giveBack' ? action : 'reschedule'}`),
    )
  }
  return (
    <div className="stack">
      {action === 'reschedule' && <PutOff onPick={until => save({ nextStepAt: until })} />}
      <RecordForm
        fields={fields}
        record={record}
        draftKey={`home:${action}:${line.key}`}
        onSave={save}
        onCancel={onClose}
      />
    </div>
  )
}

/** One press, without the form. */
function PutOff({ onPick }: { onPick: (until: string) => Promise<unknown> }) {
  const times = useQuery({ queryKey: ['notice', 'times'], queryFn: () => noticeCalls.times({}), staleTime: 60_000 })
  return <SnoozePick times={times.data} onPick={onPick} />
}

type LogProps = {
  entity: SubjectEntity
  id: string
  line: HomeLine
  kind: FollowupKind | undefined
  /** Whoever checks in is asked for the place at once. */
  isThere: boolean
  onDone: () => Promise<void>
}

function Log({ entity, id: subjectId, line, kind, isThere, onDone }: LogProps) {
  const log = useLog(entity, subjectId)
  const setup = useComposeSetup(entity)
  const { attaching, ...beside } = useBeside(entity, subjectId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it is opened
  useEffect(() => {
    if (isThere) attaching.fix.find()
  }, [])
  return (
    <Composer
      setup={setup}
      {...beside}
      people={async () => (await followupCalls.mentionable({ entity, id: subjectId })).items}
      draftKey={`followup:${entity}:${subjectId}`}
      {...(line.phone && { contact: line.phone })}
      {...(kind && { kind })}
      autoFocus
      onLog={async entry => {
        const { id } = await log(entry, attaching.checkIn)
        await attaching.logged(id)
        await onDone()
      }}
    />
  )
}
