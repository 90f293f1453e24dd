// What of special releases waits for somebody: on Home for whoever grants, told to whoever asked when one ends.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { Tx } from '#kernel/db.ts'
import type { HomeSource } from '#meta/home.ts'
import { selectWaiting, takeEnding } from './creditRelease.sql.ts'
import { mayGrant } from './creditReleaseMove.service.ts'

/** Which no approval asks anybody about; the others stand there as approvals. */
export const releaseHome: HomeSource = {
  section: 'review',
  access: 'creditRelease.grant',
  lines: async (db, actor) =>
    (await selectWaiting(db))
      .filter(one => mayGrant(actor, { ...one, askedById: one.createdBy }))
      .map(({ id, orderNumber, customerName, askedBy, reason, createdAt }) => ({
        key: `creditRelease:${id}`,
        entity: 'creditRelease',
        recordId: id,
        who: customerName,
        text: null,
        say: { key: 'creditRelease.home' },
        note: [orderNumber, reason, askedBy ?? ''].filter(Boolean).join(' · '),
        phone: null,
        at: createdAt,
        step: 'order',
        move: null,
        actions: ['open'],
      })),
}

/** For the job, again and again: the rows say what was told already. */
export async function remindReleases(tx: Tx, limit: number): Promise<number> {
  const ending = await takeEnding(tx, limit)
  for (const { id, orderId, until, over, createdBy, ownerId, orderNumber: number, customer } of ending)
    notifyAll(tx, {
      userIds: [createdBy, ownerId],
      kind: over ? 'creditReleaseOver' : 'creditReleaseSoon',
      values: { number, customer, until },
      entity: 'order',
      recordId: orderId,
      key: `creditRelease:${id}:${over ? 'over' : 'soon'}:${until}`,
    })
  return ending.length
}
