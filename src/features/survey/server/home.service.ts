// Whoever owns what a customer judged finds the answer on Home, by the day it is to be looked at.
import { dayRange } from '#kernel/clock.ts'
import type { HomeSource } from '#meta/home.ts'
import { listSurveys } from './survey.service.ts'

const mine = JSON.stringify({
  all: [
    { field: 'state', op: 'is', value: 'answered' },
    { field: 'ownerId', op: 'in', value: ['me'] },
  ],
})

export const surveyHome: HomeSource = {
  section: 'mine',
  access: 'survey.review',
  lines: async (db, actor) => {
    const { items } = await listSurveys(db, actor, { filter: mine, sort: 'dueOn', limit: 50 })
    return items.map(row => ({
      key: `survey:${row.id}`,
      entity: 'survey',
      recordId: row.id,
      who: row.customerName,
      text: row.comment,
      say: { key: 'survey.home.due', values: { score: row.score ?? 0 } },
      note: [row.number, row.orderNumber ?? row.ticketNumber].filter(Boolean).join(' · '),
      phone: null,
      at: row.dueOn ? dayRange(row.dueOn, actor.org.zone).end.toISOString() : null,
      step: null,
      move: null,
      actions: ['open'],
    }))
  },
}
