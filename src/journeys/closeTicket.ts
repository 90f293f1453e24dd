// A ticket is closed: the customer is to be asked about it. Surveys know tickets, not the other way round.
import { surveyClosed } from '#features/survey/server/survey.service.ts'
import { moveTicket } from '#features/ticket/server/ticketMove.service.ts'
import type { ticketApi } from '#features/ticket/ticket.api.ts'
import type { Ticket } from '#features/ticket/ticket.schema.ts'
import type { Actor } from '#kernel/access.ts'
import { type Handlers, MoveBody } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { accept } from '#kernel/validate.ts'

type Wish = { readonly version?: number | undefined; readonly note?: string | null | undefined }

export async function closeTicket(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Ticket> {
  const ticket = await moveTicket(tx, actor, id, { ...wish, move: 'close' })
  await surveyClosed(tx, actor, id)
  return ticket
}

export const closeTicketHandlers: Pick<Handlers<typeof ticketApi>, 'close'> = {
  close: (tx, actor, { id, ...wish }) => closeTicket(tx, actor, id, wish),
}

/** For the registry. */
export const closeTicketNamed = (tx: Tx, actor: Actor, id: string, input: Readonly<Record<string, unknown>>) =>
  closeTicket(tx, actor, id, accept(MoveBody, input))
