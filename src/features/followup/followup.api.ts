import { Type } from 'typebox'
import { endpoint, Instant, ListQuery, moves, Page, Summary, SummaryQuery, shape, Text } from '#kernel/api.ts'
import {
  Followup,
  FollowupEdit,
  Mentionable,
  Need,
  NewFollowup,
  NewNeed,
  NewPromise,
  NextStep,
  Promised,
  SubjectQuery,
} from './followup.schema.ts'
import { needFlow } from './need.flow.ts'
import { promiseFlow } from './promise.flow.ts'
import { NewReminder, Reminder } from './reminder.schema.ts'
import { TimelineEntry, TimelineQuery } from './timeline.schema.ts'

const Done = shape({})
const judged = { version: Type.Optional(Type.Integer()) }
const Answer = shape({ answer: Type.Optional(Text(2000)), ...judged })
const Noted = shape({ note: Type.Optional(Text(2000)), ...judged })

// biome-ignore format: a table
export const followupApi = {
  list:    endpoint({ method: 'GET', path: '/followups', mode: 'read', access: 'followup.read', query: ListQuery, reply: Page(Followup) }),
  summary: endpoint({ method: 'GET', path: '/followups/summary', mode: 'read', plan: 'free', access: 'followup.read', query: SummaryQuery, reply: Summary }),
  log:     endpoint({ method: 'POST', path: '/followups', mode: 'write', access: 'followup.create', body: NewFollowup, reply: Followup }),
  get:     endpoint({ method: 'GET', path: '/followups/:id', mode: 'read', access: 'followup.read', reply: Followup }),
  edit:    endpoint({ method: 'PATCH', path: '/followups/:id', mode: 'write', access: 'followup.create', body: FollowupEdit, reply: Followup }),
  plan:    endpoint({ method: 'POST', path: '/next-steps', mode: 'write', access: 'followup.create', body: NextStep, reply: Done }),
  mentionable: endpoint({ method: 'GET', path: '/mentionable', mode: 'read', access: 'followup.create', query: SubjectQuery, reply: shape({ items: Type.Array(Mentionable) }) }),
  timeline: endpoint({ method: 'GET', path: '/timeline', mode: 'read', access: 'signedIn', query: TimelineQuery, reply: Page(TimelineEntry) }),
}

// biome-ignore format: a table
export const needApi = {
  list:   endpoint({ method: 'GET', path: '/needs', mode: 'read', access: 'followup.read', query: SubjectQuery, reply: shape({ items: Type.Array(Need) }) }),
  create: endpoint({ method: 'POST', path: '/needs', mode: 'write', access: 'followup.create', body: NewNeed, reply: Need }),
  ...moves('/needs/:id/moves', needFlow, Need, { answer: Answer, drop: Answer }),
}

// biome-ignore format: a table
export const promiseApi = {
  list:   endpoint({ method: 'GET', path: '/promises', mode: 'read', access: 'followup.read', query: SubjectQuery, reply: shape({ items: Type.Array(Promised) }) }),
  create: endpoint({ method: 'POST', path: '/promises', mode: 'write', access: 'followup.create', body: NewPromise, reply: Promised }),
  ...moves('/promises/:id/moves', promiseFlow, Promised, { keep: Noted, break: Noted }),
}

// biome-ignore format: a table
export const reminderApi = {
  list:   endpoint({ method: 'GET', path: '/reminders', mode: 'read', access: 'signedIn', query: shape({ until: Type.Optional(Instant) }), reply: shape({ items: Type.Array(Reminder) }) }),
  create: endpoint({ method: 'POST', path: '/reminders', mode: 'write', access: 'signedIn', body: NewReminder, reply: Done }),
  done:   endpoint({ method: 'POST', path: '/reminders/:id/moves/done', mode: 'write', access: 'signedIn', body: Done, reply: Done }),
  snooze: endpoint({ method: 'POST', path: '/reminders/:id/moves/snooze', mode: 'write', access: 'signedIn', body: shape({ until: Instant }), reply: Done }),
}
