// A lead comes in by whatever door: form, file, interface. What names no owner is given by the company's rules.
import { assignByRules } from '#features/assignment/server/assign.service.ts'
import { switchesOf } from '#features/assignment/server/rule.service.ts'
import { type Lead, type LeadDuplicate, NewLead } from '#features/lead/lead.schema.ts'
import { createLead } from '#features/lead/server/lead.service.ts'
import { leadAfter } from '#features/lead/server/pooled.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { accept } from '#kernel/validate.ts'

export async function receiveLead(
  tx: Tx,
  actor: Actor,
  input: NewLead,
): Promise<Lead & { duplicates: LeadDuplicate[] }> {
  if (!goesByRules(actor, input)) return createLead(tx, actor, input)
  const { duplicates, ...made } = await createLead(tx, actor, { ...input, ownerId: null })
  await assignByRules(tx, actor, [made.id])
  return { ...(await leadAfter(tx, actor, made.id)), duplicates }
}

/** Whoever types one in on the screen without naming anybody keeps it, where the company wants that. */
function goesByRules({ org, via }: Actor, { ownerId }: NewLead): boolean {
  const { on, keepOwn } = switchesOf(org.settings)
  if (!on || typeof ownerId === 'string') return false
  return ownerId === null || !keepOwn || via !== 'screen'
}

/** For the registry: import, batch and automation. */
export const receiveNamed = (tx: Tx, actor: Actor, input: unknown): Promise<Lead & { duplicates: LeadDuplicate[] }> =>
  receiveLead(tx, actor, accept(NewLead, input))
