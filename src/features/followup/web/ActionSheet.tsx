import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { leadApi } from '#features/lead/lead.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import type { HomeLine } from '#meta/home.ts'
import { Composer } from '#ui/Composer.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import type { SubjectEntity } from '../followup.schema.ts'
import { homeText } from '../home.text.ts'
import { followupCalls, reminderCalls, subjectNamed, useLog } from './useFollowups.ts'

export type Doing = 'log' | 'reschedule' | 'plan' | 'assign' | 'done'
export type Act = { line: HomeLine; action: Doing }

const leadCalls = client(leadApi, send)
const step: Field = { key: 'nextStep', label: homeText['home.nextStep'], kind: 'text', required: true, maxLength: 500 }
const when: Field = { key: 'nextStepAt', label: homeText['home.when'], kind: 'instant', required: true }
const taker: Field = {
  key: 'ownerId',
  label: homeText['home.action.assign'],
  kind: 'user',
  refEntity: 'user',
  required: true,
}
const reminderOf = (line: HomeLine): string | undefined =>
  line.key.startsWith('reminder:') ? line.key.slice('reminder:'.length) : undefined

/** What a line of Home asks for, done without leaving it. */
export function ActionSheet({ act, onClose }: { act: Act | undefined; onClose: () => void }) {
  const t = useText(homeText)
  const instant = act?.action === 'done'
  const title = act ? `${act.line.who} · ${t(`home.action.${act.action}`)}` : ''
  return (
    <>
      {instant && <Finish line={act.line} onClose={onClose} />}
      <Sheet open={act !== undefined && !instant} onClose={onClose} title={title}>
        {act && !instant && <Body act={act} onClose={onClose} />}
      </Sheet>
    </>
  )
}

function useSettled(onClose: () => void) {
  const queries = useQueryClient()
  const tell = useToast()
  return async (said: string) => {
    await Promise.all(['home', 'lead', 'deal', 'counts'].map(key => queries.invalidateQueries({ queryKey: [key] })))
    tell(said)
    onClose()
  }
}

/** Nothing is asked: it is done and said. */
function Finish({ line, onClose }: { line: HomeLine; onClose: () => void }) {
  const t = useText(homeText)
  const say = useReason()
  const tell = useToast()
  const settled = useSettled(onClose)
  const id = reminderOf(line)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for the line that was pressed
  useEffect(() => {
    if (!id) return onClose()
    reminderCalls.done({ id }).then(
      () => settled(t('home.finished')),
      error => {
        tell(reasonsOf(error).map(say).join(' '), 'late')
        onClose()
      },
    )
  }, [id])
  return null
}

function Body({ act: { line, action }, onClose }: { act: Act; onClose: () => void }) {
  const t = useText(homeText)
  const settled = useSettled(onClose)
  const subject = subjectNamed(line.entity)
  if (action === 'log')
    return subject ? <Log entity={subject} line={line} onDone={() => settled(t('home.logged'))} /> : null
  const id = reminderOf(line)
  const fields = action === 'assign' ? [taker] : id ? [when] : [step, when]
  const record = { nextStep: line.text, nextStepAt: action === 'plan' ? null : line.at }
  const save = async (changed: Readonly<Record<string, unknown>>) => {
    const { nextStep, nextStepAt } = { ...record, ...changed }
    const until = String(nextStepAt)
    if (action === 'assign') await leadCalls.assign({ id: line.recordId, ownerId: String(changed.ownerId) })
    else if (id) await reminderCalls.snooze({ id, until })
    else if (subject)
      await followupCalls.plan({
        subjectEntity: subject,
        subjectId: line.recordId,
        nextStep: String(nextStep ?? ''),
        nextStepAt: until,
      })
    await settled(t('home.moved'))
  }
  return (
    <RecordForm
      fields={fields}
      record={record}
      draftKey={`home:${action}:${line.key}`}
      onSave={save}
      onCancel={onClose}
    />
  )
}

function Log({ entity, line, onDone }: { entity: SubjectEntity; line: HomeLine; onDone: () => Promise<void> }) {
  const log = useLog(entity, line.recordId)
  return (
    <Composer
      draftKey={`followup:${entity}:${line.recordId}`}
      {...(line.phone && { contact: line.phone })}
      autoFocus
      onLog={entry => log(entry).then(onDone)}
    />
  )
}
