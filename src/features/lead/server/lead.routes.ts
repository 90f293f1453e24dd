import type { Handlers } from '#kernel/api.ts'
import type { leadApi } from '../lead.api.ts'
import { createLead, editLead, getLead, listLeads, summariseLeads, trashLead } from './lead.service.ts'
import { assignLead, invalidateLead, leadOffers, reopenLead, returnLead } from './leadMove.service.ts'
import { matchLead } from './likeness.service.ts'

export const leadHandlers: Handlers<typeof leadApi> = {
  list: listLeads,
  summary: summariseLeads,
  similar: async (db, actor, like) => ({ duplicates: await matchLead(db, actor, like) }),
  create: createLead,
  get: (db, actor, { id }) => getLead(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editLead(tx, actor, id, input),
  remove: async (tx, actor, { id }) => {
    await trashLead(tx, actor, id)
    return {}
  },
  offers: (db, actor, { id }) => leadOffers(db, actor, id),
  assign: (tx, actor, { id, ...input }) => assignLead(tx, actor, id, input),
  return: (tx, actor, { id, ...input }) => returnLead(tx, actor, id, input),
  invalidate: (tx, actor, { id, ...input }) => invalidateLead(tx, actor, id, input),
  reopen: (tx, actor, { id, ...input }) => reopenLead(tx, actor, id, input),
}
