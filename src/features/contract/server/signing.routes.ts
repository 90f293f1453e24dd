import type { Handlers } from '#kernel/api.ts'
import type { signingApi } from '../signing.api.ts'
import { giveContractLink, readSigning, sendOutContract } from './signing.service.ts'

export const signingHandlers: Handlers<typeof signingApi> = {
  side: (db, actor, { id }) => readSigning(db, actor, id),
  give: (tx, actor, { id, ...input }) => giveContractLink(tx, actor, id, input),
  sendOut: (tx, actor, { id, signer }) => sendOutContract(tx, actor, id, signer),
}
