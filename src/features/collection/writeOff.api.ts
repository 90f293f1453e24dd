import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery } from '#kernel/api.ts'
import { writeOffFlow } from './writeOff.flow.ts'
import { NewWriteOff, WriteOff, WriteOffMoved, WriteOffRejected } from './writeOff.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'writeOff.read' } as const

export const writeOffApi = {
  list: endpoint({ ...read, path: '/write-offs', query: ListQuery, reply: Page(WriteOff) }),
  summary: endpoint({ ...read, path: '/write-offs/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/write-offs',
    access: 'writeOff.create',
    body: NewWriteOff,
    reply: WriteOff,
  }),
  get: endpoint({ ...read, path: '/write-offs/:id', reply: WriteOff }),
  offers: endpoint({ ...read, path: '/write-offs/:id/moves', reply: Offers }),
  ...moves('/write-offs/:id/moves', writeOffFlow, WriteOff, {
    approve: WriteOffMoved,
    reject: WriteOffRejected,
    cancel: WriteOffMoved,
    reverse: WriteOffMoved,
  }),
}
