// The verbs of tasks: made for oneself or given to another, changed, found.
import { notify } from '#features/notice/server/notice.service.ts'
import { deptOf } from '#features/people/server/people.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { calendarOf } from '#kernel/calendar.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { missing, namedBy, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { termsIn, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { byActor, changes, editStamp, newStamp, refuseStale, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { dueOf, remindAt, taskProblems } from '../task.rules.ts'
import type { NewTask, Task, TaskEdit } from '../task.schema.ts'
import { readerIds } from './mention.service.ts'
import { addReminder, finishTaskReminders } from './reminder.service.ts'
import { type Subject, subjectOf } from './subject.service.ts'
import { lockTaskRow, selectAboutTasks, taskSource } from './task.sql.ts'
import { type TaskRow, tasks } from './task.table.ts'

export const listTasks = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Task>> =>
  listRecords<Task>(db, actor, taskSource, query)
export const summariseTasks = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, taskSource, query)
export const getTask = (db: Db, actor: Actor, id: string): Promise<Task> => getRecord<Task>(db, actor, taskSource, id)
export const readBackTask = (db: Db, actor: Actor, id: string): Promise<Task> =>
  readBack<Task>(db, actor, taskSource, id)

export async function listAboutTasks(db: Db, actor: Actor, entity: string, id: string): Promise<Task[]> {
  await namedBy('id', subjectOf(db, actor, entity, id))
  return selectAboutTasks(db, actor, { entity, id })
}

export async function createTask(tx: Tx, actor: Actor, input: NewTask): Promise<Task> {
  const { zone } = actor.org
  const wanted = { due: null, dueAt: null, remind: null, repeat: null, ...input }
  refuseAll(taskProblems(wanted, zone))
  const subject = await aboutOf(tx, actor, input)
  const owner = await takerOf(tx, actor, input.ownerId, subject)
  const due = dueOf(wanted, zone)
  const row: TaskRow = {
    ...newStamp(tx, actor, owner),
    ...owner,
    title: filled(input.title, 'title'),
    note: input.note?.trim() || null,
    state: 'open',
    priority: input.priority ?? 'normal',
    givenBy: actor.userId,
    subjectEntity: input.about?.entity ?? null,
    subjectId: subject?.id ?? null,
    subjectTitle: subject?.title.slice(0, 500) ?? null,
    customerId: subject?.customerId ?? null,
    ...due,
    remind: wanted.remind,
    repeat: wanted.repeat,
    repeatDay: repeatDayOf(wanted.repeat, due.due),
    nextId: null,
    doneAt: null,
    doneBy: null,
  }
  writeTask(tx, actor, row)
  tellGiven(tx, actor, row)
  return readBackTask(tx, actor, row.id)
}

/** A new row, with what finds it and what rings for it. */
export function writeTask(tx: Tx, actor: Actor, row: TaskRow, quiet = false): void {
  tx.write(tasks.insert(tx.orgId, [row]))
  indexTask(tx, row, true)
  ringTask(tx, actor, row)
  tellTask(tx, actor, row, { kind: 'added', to: 'open', after: { text: row.title }, quiet })
}

const indexTask = (tx: Tx, { id, title }: TaskRow, isNew: boolean): void =>
  writeSearchTerms(tx, 'task', [{ id, terms: termsIn('title', termsOf(title, 'name')) }], isNew)

const aboutOf = async (tx: Tx, actor: Actor, { about }: NewTask): Promise<Subject | undefined> =>
  about ? namedBy('about.id', subjectOf(tx, actor, about.entity, about.id)) : undefined

type Taker = { readonly ownerId: string; readonly deptId: string | null }

/** C113: nobody who has left; and of a record only who may see it. */
async function takerOf(
  tx: Tx,
  actor: Actor,
  ownerId: string | undefined,
  subject: Subject | undefined,
): Promise<Taker> {
  if (ownerId === undefined || ownerId === actor.userId) return byActor(actor)
  const deptId = await deptOf(tx, ownerId)
  if (subject && !(await readerIds(tx, subject)).has(ownerId)) throw new Refusal(reason('task.cannotSee', 'ownerId'))
  return { ownerId, deptId }
}

const repeatDayOf = (repeat: string | null, due: string | null): number | null =>
  repeat === 'month' && due ? Number(due.slice(8)) : null

/** Whoever has it, whoever gave it, and who stands above whoever has it. */
export const mayChange = (actor: Actor, row: Pick<TaskRow, 'ownerId' | 'deptId' | 'givenBy'>) => (permission: string) =>
  can(actor, permission, row) || (row.givenBy === actor.userId && can(actor, permission))

export async function editTask(tx: Tx, actor: Actor, id: string, input: TaskEdit): Promise<Task> {
  const row = await holdTask(tx, actor, id)
  await refuseStale(tx, 'task', row, input)
  if (!mayChange(actor, row)('task.edit')) throw new Refusal('task.notYours', 'forbidden')
  const next = await edited(tx, actor, row, input)
  const { before, after } = changes(row, next)
  if (Object.keys(after).length === 0) return readBackTask(tx, actor, id)
  tx.write(tasks.update(tx.orgId, next))
  if ('title' in after) indexTask(tx, next, false)
  if (['dueBy', 'remind', 'ownerId', 'title'].some(key => key in after)) ringTask(tx, actor, next)
  const { dueBy: _, repeatDay: __, deptId: ___, ...said } = after
  const was = Object.fromEntries(Object.entries(before).filter(([key]) => key in said))
  tellTask(tx, actor, next, { kind: 'edited', before: was, after: said })
  if ('ownerId' in after) tellGiven(tx, actor, next)
  return readBackTask(tx, actor, id)
}

async function edited(tx: Tx, actor: Actor, row: TaskRow, input: TaskEdit): Promise<TaskRow> {
  const { title, note, due, dueAt, ownerId } = input
  const { remind = row.remind, repeat = row.repeat, priority = row.priority } = input
  // another day takes the hour away that nobody named again, another hour says its day
  const when = {
    due: due === undefined ? row.due : due,
    dueAt: dueAt === undefined ? (due === undefined ? row.dueAt : null) : dueAt,
  }
  refuseAll(taskProblems({ ...when, remind, repeat }, actor.org.zone))
  const dated = dueOf(when, actor.org.zone)
  const given = ownerId !== undefined && ownerId !== row.ownerId
  const subject =
    given && row.subjectEntity && row.subjectId
      ? await subjectOf(tx, actor, row.subjectEntity, row.subjectId)
      : undefined
  const moved = dated.due !== row.due || repeat !== row.repeat
  return {
    ...row,
    ...(title !== undefined && { title: filled(title, 'title') }),
    ...(note !== undefined && { note: note?.trim() || null }),
    ...(given && { ...(await takerOf(tx, actor, ownerId, subject)), givenBy: actor.userId }),
    ...dated,
    priority,
    remind,
    repeat,
    repeatDay: moved ? repeatDayOf(repeat, dated.due) : row.repeatDay,
    ...editStamp(tx, actor, row),
  }
}

export async function holdTask(tx: Tx, actor: Actor, id: string): Promise<TaskRow> {
  const row = await lockTaskRow(tx, id)
  if (!row) throw missing('task')
  await getTask(tx, actor, id)
  return row
}

/** An older reminder of it rings no more; one that has rung rings again only for another time. */
export function ringTask(tx: Tx, actor: Actor, row: TaskRow): void {
  finishTaskReminders(tx, row.id)
  const at = row.state === 'open' ? remindAt(row, tx.now, calendarOf(actor.org)) : undefined
  if (at) addReminder(tx, { userId: row.ownerId, entity: 'task', id: row.id, kind: 'task', text: row.title, at })
}

function tellGiven(tx: Tx, actor: Actor, { id: recordId, ownerId, title }: TaskRow): void {
  const values = { by: actor.name, title }
  notify(tx, actor, { userIds: [ownerId], kind: 'taskGiven', values, entity: 'task', recordId })
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after: Record<string, unknown>
  /** It only comes again: that the last one is done is told already. */
  readonly quiet?: boolean
}

/** On the timeline of what it is about, and of the customer. */
export function tellTask(tx: Tx, actor: Actor, row: TaskRow, { kind, quiet = false, ...told }: Told): void {
  const { id: recordId, version, subjectEntity, subjectId, customerId } = row
  const about = [
    ...(subjectEntity && subjectId ? [{ entity: subjectEntity, recordId: subjectId }] : []),
    ...(customerId && subjectEntity !== 'customer' ? [{ entity: 'customer', recordId: customerId }] : []),
  ]
  tell(tx, { actor, entity: 'task', recordId, kind: `task.${kind}`, about: quiet ? [] : about, version, ...told })
}
