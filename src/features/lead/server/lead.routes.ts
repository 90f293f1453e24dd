import { heldReasons, registeredFor } from '#features/registration/server/guard.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { leadApi } from '../lead.api.ts'
import { AssignBody, type Lead, LeadEdit, NewLead, ReasonBody } from '../lead.schema.ts'
import { createLead } from './create.service.ts'
import { editLead, getLead, listLeads, summariseLeads, trashLead } from './lead.service.ts'
import { assignLead, invalidateLead, leadOffers, reopenLead, returnLead } from './leadMove.service.ts'
import { leadTwins, matchLead } from './likeness.service.ts'

export const leadHandlers: Handlers<typeof leadApi> = {
  list: listLeads,
  summary: summariseLeads,
  similar: async (db, actor, like) => {
    const [duplicates, [held = []]] = await Promise.all([matchLead(db, actor, like), registeredFor(db, actor, [like])])
    return { duplicates, held: heldReasons(actor, { ...like, ownerId: actor.userId }, held) }
  },
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

export const leadVerbs: EntityVerbs = {
  list: listLeads,
  summary: summariseLeads,
  get: getLead,
  create: (tx, actor, input) => createLead(tx, actor, accept(NewLead, input)),
  edit: (tx, actor, id, input) => editLead(tx, actor, id, accept(LeadEdit, input)),
  move: (tx, actor, id, ...[move, input]) => runMove(tx, actor, id, { move, input }),
  remove: trashLead,
  twins: async (_db, actor, inputs) => inputs.map(input => leadTwins(actor, input)),
}

/** By name, for batch and automation; converting is the journey's. */
function runMove(
  tx: Tx,
  actor: Actor,
  id: string,
  { move, input }: { readonly move: string; readonly input: Readonly<Record<string, unknown>> },
): Promise<Lead> {
  const name = moveNameIn({ assign: 0, return: 0, invalidate: 0, reopen: 0 }, move)
  if (name === 'assign') return assignLead(tx, actor, id, accept(AssignBody, input))
  if (name === 'return') return returnLead(tx, actor, id, accept(ReasonBody, input))
  if (name === 'invalidate') return invalidateLead(tx, actor, id, accept(ReasonBody, input))
  return reopenLead(tx, actor, id, {})
}
