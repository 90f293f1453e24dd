// How each invariant of surveys and links is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { customer, id, link, now, order, org, survey, ticket } from './rows.ts'

const answered = { state: 'answered', sent_at: now, answered_at: now, score: 1, due_on: '2026-11-04' }
const door = `insert into auth.link (hash, org_id, link_id) values ('x', '${org}', '${id(97)}');`

export const surveyBreaks: readonly Break[] = [
  ['survey.about', 'DC95 · its order SO50 is of another customer', order(50) + survey({ customer_id: id(2) })],
  [
    'survey.complaint',
    'DC95 · shares its complaint with 1 more',
    customer(1) +
      order(50) +
      ticket() +
      link() +
      link({ id: id(98), record_id: id(96) }) +
      door +
      `insert into auth.link (hash, org_id, link_id) values ('y', '${org}', '${id(98)}');` +
      survey({ ...answered, complaint_id: id(77) }) +
      survey({ ...answered, id: id(96), number: 'DC96', ticket_id: id(77), complaint_id: id(77) }),
  ],
  ['survey.asked', 'DC95 · answered, and no link was given out', order(50) + survey(answered)],
  ['link.opens', `link ${id(97)} · opens, but is not listed`, door],
  ['link.opens', `link ${id(97)} · is listed, but opens nothing`, link()],
]
