// What a move of an order would do beyond it: beside the order's own judgement stands what the features after it say.
import type { orderApi } from '#features/order/order.api.ts'
import { orderFlow } from '#features/order/order.flow.ts'
import type { MovePreview } from '#features/order/order.schema.ts'
import { previewOrderMove } from '#features/order/server/move.service.ts'
import { foreseeFreed } from '#features/supply/server/freed.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'

async function preview(db: Db, actor: Actor, id: string, name: string): Promise<MovePreview> {
  const move = moveNameIn(orderFlow, name)
  const own = await previewOrderMove(db, actor, id, move)
  if (move !== 'cancel' && move !== 'close') return own
  return { ...own, warnings: [...own.warnings, ...(await foreseeFreed(db, actor, id))] }
}

export const previewOrderHandlers: Pick<Handlers<typeof orderApi>, 'previewMove'> = {
  previewMove: (db, actor, { id, move }) => preview(db, actor, id, move),
}
