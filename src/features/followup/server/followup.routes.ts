import type { Handlers } from '#kernel/api.ts'
import { addDays, dayOf, dayRange } from '#kernel/clock.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { followupApi, needApi, promiseApi, reminderApi } from '../followup.api.ts'
import { FollowupEdit, NewFollowup } from '../followup.schema.ts'
import { doneReminder } from './done.service.ts'
import { editFollowup, getFollowup, listFollowups, logFollowup, summariseFollowups } from './followup.service.ts'
import { listMentionable } from './mention.service.ts'
import { createNeed, createPromise, listNeeds, listPromises, moveNeed, movePromise } from './need.service.ts'
import { setNextStep } from './nextStep.service.ts'
import { createReminder, dueReminders, snoozeReminder } from './reminder.service.ts'
import { readTimeline } from './timeline.service.ts'

export const followupHandlers: Handlers<typeof followupApi> = {
  list: listFollowups,
  summary: summariseFollowups,
  log: logFollowup,
  get: (db, actor, { id }) => getFollowup(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editFollowup(tx, actor, id, input),
  plan: setNextStep,
  mentionable: async (db, actor, { entity, id }) => ({ items: await listMentionable(db, actor, entity, id) }),
  timeline: readTimeline,
}

export const needHandlers: Handlers<typeof needApi> = {
  list: async (db, actor, { entity, id }) => ({ items: await listNeeds(db, actor, entity, id) }),
  create: createNeed,
  answer: (tx, actor, { id, answer }) => moveNeed(tx, actor, id, { move: 'answer', answer }),
  drop: (tx, actor, { id, answer }) => moveNeed(tx, actor, id, { move: 'drop', answer }),
  reopen: (tx, actor, { id }) => moveNeed(tx, actor, id, { move: 'reopen' }),
}

export const promiseHandlers: Handlers<typeof promiseApi> = {
  list: async (db, actor, { entity, id }) => ({ items: await listPromises(db, actor, entity, id) }),
  create: createPromise,
  keep: (tx, actor, { id, note }) => movePromise(tx, actor, id, { move: 'keep', note }),
  break: (tx, actor, { id, note }) => movePromise(tx, actor, id, { move: 'break', note }),
  reopen: (tx, actor, { id }) => movePromise(tx, actor, id, { move: 'reopen' }),
}

export const reminderHandlers: Handlers<typeof reminderApi> = {
  list: async (db, actor, { until }) => {
    const { zone } = actor.org
    const tomorrow = dayRange(addDays(dayOf(new Date(db.now), zone), 1), zone).end.toISOString()
    return { items: await dueReminders(db, actor, until ?? tomorrow) }
  },
  create: createReminder,
  done: (tx, actor, { id }) => doneReminder(tx, actor, id),
  snooze: (tx, actor, { id, until }) => snoozeReminder(tx, actor, id, until),
}

export const followupVerbs: EntityVerbs = {
  list: listFollowups,
  summary: summariseFollowups,
  get: getFollowup,
  create: (tx, actor, input) => logFollowup(tx, actor, accept(NewFollowup, input)),
  edit: (tx, actor, id, input) => editFollowup(tx, actor, id, accept(FollowupEdit, input)),
}
