// What becomes free is held for whoever waits as soon as its transaction holds, not at the next minute. One after
// another: two of one organisation would only wait for each other. What is lost here the job `holdFreed` finds.
import { onFreed } from '#features/stock/server/freed.service.ts'
import { holdFreed } from '#features/supply/server/free.service.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import type { OnFailed } from '#kernel/jobQueue.ts'

const limit = 200

export function shareFreed(db: Database, failed: OnFailed): { stop(): Promise<void> } {
  const waiting = new Map<string, Set<string>>()
  let running = Promise.resolve()
  const share = async (orgId: string): Promise<void> => {
    const ids = [...(waiting.get(orgId) ?? [])]
    waiting.delete(orgId)
    try {
      await inOrg(db, orgId, { mode: 'write' }, tx => holdFreed(tx, limit, ids))
    } catch (error) {
      failed(error)
    }
  }
  onFreed((orgId, productIds) => {
    const known = waiting.get(orgId)
    for (const id of productIds) known?.add(id)
    if (known) return
    waiting.set(orgId, new Set(productIds))
    running = running.then(() => share(orgId))
  })
  return {
    stop: async () => {
      onFreed(undefined)
      await running
    },
  }
}
