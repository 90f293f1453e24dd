// What waits for one's decision, on Home.
import type { HomeSource } from '#meta/home.ts'
import { inbox } from './subject.service.ts'

export const approvalHome: HomeSource = {
  section: 'review',
  access: 'approval.decide',
  lines: async (db, actor) =>
    (await inbox(db, actor))
      .filter(one => one.mine)
      .slice(0, 50)
      .map(one => ({ ...one, parts: one.title.split(' · ') }))
      .map(({ parts: [number = '', who = number, ...more], ...one }) => ({
        key: `approval:${one.id}`,
        entity: one.entity,
        recordId: one.recordId,
        who,
        text: null,
        say: { key: `approval.purpose.${one.purpose}` },
        note: [number, ...more, one.requestedByName].join(' · '),
        phone: null,
        at: one.createdAt,
        step: one.entity,
        move: { say: 'move.approval.approve', path: `/approvals/${one.id}/moves/approve` },
        actions: ['open'],
      })),
}
