// A contract ends: not while orders of it still wait to be confirmed, which nobody could confirm any more.
import { EndBody, type MoveInput, type WholeContract } from '#features/contract/contract.schema.ts'
import { moveContract } from '#features/contract/server/contractMove.service.ts'
import { waitingOrders } from '#features/order/server/order.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Handlers, MoveBody } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { accept } from '#kernel/validate.ts'
import type { endContractApi } from './endContract.api.ts'

type Input = Readonly<Record<string, unknown>>

export const completeContract = (tx: Tx, actor: Actor, id: string, input: Input): Promise<WholeContract> =>
  ended(tx, actor, id, { move: 'complete', input: accept(MoveBody, input) })
export const terminateContract = (tx: Tx, actor: Actor, id: string, input: Input): Promise<WholeContract> =>
  ended(tx, actor, id, { move: 'terminate', input: accept(EndBody, input) })

type Ending = { readonly move: 'complete' | 'terminate'; readonly input: MoveInput }

async function ended(tx: Tx, actor: Actor, id: string, { move, input }: Ending): Promise<WholeContract> {
  return moveContract(tx, actor, id, move, { ...input, openOrders: await waitingOrders(tx, id) })
}

export const endContractHandlers: Handlers<typeof endContractApi> = {
  complete: (tx, actor, { id, ...input }) => completeContract(tx, actor, id, input),
  terminate: (tx, actor, { id, ...input }) => terminateContract(tx, actor, id, input),
}
