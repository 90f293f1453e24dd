// Something to be done by somebody: about a record or about nothing in particular, once or again and again.
import { type Static, Type } from 'typebox'
import { AnyDay, DateOnly, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const taskStates = ['open', 'done', 'dropped'] as const
export type TaskState = (typeof taskStates)[number]
const priorities = ['low', 'normal', 'high'] as const
const reminds = ['onTime', 'quarter', 'hour', 'day'] as const
export type TaskRemind = (typeof reminds)[number]
const repeats = ['workday', 'week', 'month'] as const
export type TaskRepeat = (typeof repeats)[number]

/** What a task may be about. */
export const taskSubjects = [
  'lead',
  'customer',
  'contact',
  'deal',
  'quote',
  'order',
  'shipment',
  'ticket',
  'goodsReturn',
] as const
export type TaskSubject = (typeof taskSubjects)[number]

const words = {
  note: Type.Optional(Nullable(Text(5000))),
  ownerId: Type.Optional(Id),
  priority: Type.Optional(OneOf(priorities)),
  /** The whole day; with `dueAt`, the day it falls on. */
  due: Type.Optional(Nullable(DateOnly)),
  dueAt: Type.Optional(Nullable(Instant)),
  /** So long before it is due; of a whole day, before its work begins. */
  remind: Type.Optional(Nullable(OneOf(reminds))),
  repeat: Type.Optional(Nullable(OneOf(repeats))),
}

export const NewTask = shape({
  title: Said(200),
  ...words,
  /** The record it is about. */
  about: Type.Optional(Nullable(shape({ entity: OneOf(taskSubjects), id: Id }))),
})
export type NewTask = Static<typeof NewTask>

export const TaskEdit = shape({ title: Type.Optional(Said(200)), ...words, version: Type.Optional(Type.Integer()) })
export type TaskEdit = Static<typeof TaskEdit>

/** Of whoever leaves, to whoever goes on. */
export const GiveTasks = shape({ fromId: Id, toId: Id })

const text = Nullable(Type.String())
export const Task = shape({
  id: Id,
  version: Type.Integer(),
  title: Type.String(),
  note: text,
  state: OneOf(taskStates),
  priority: OneOf(priorities),
  givenById: Nullable(Id),
  givenByName: text,
  subjectEntity: Nullable(OneOf(taskSubjects)),
  subjectId: Nullable(Id),
  subjectName: text,
  customerId: Nullable(Id),
  customerName: text,
  due: Nullable(AnyDay),
  dueAt: Nullable(Instant),
  dueBy: Nullable(Instant),
  isLate: Type.Boolean(),
  remind: Nullable(OneOf(reminds)),
  repeat: Nullable(OneOf(repeats)),
  nextId: Nullable(Id),
  doneAt: Nullable(Instant),
  ownerId: Id,
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Task = Static<typeof Task>
