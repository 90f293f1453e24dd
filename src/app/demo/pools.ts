// Two pools: one for customers that nobody has called for long, one for leads that wait.
import { listCustomers } from '#features/customer/server/customer.service.ts'
import { listLeads } from '#features/lead/server/lead.service.ts'
import { createPool, setPoolMembers } from '#features/pool/server/pool.service.ts'
import { recyclePooled } from '#features/pool/server/poolMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { Company } from './people.ts'
import type { Story } from './story.ts'

export const poolStory = ({ cast }: Company): Story => [
  {
    day: 3,
    time: '09:15',
    by: 'gu',
    play: async (tx, actor) => {
      const members = (['shen', 'qi', 'song'] as const).map(who => ({ userId: cast[who].userId, admin: false }))
      const all = [...members, { userId: cast.fang.userId, admin: true }]
      const east = await createPool(tx, actor, {
        name: '客户公海',
        entity: 'customer',
        rules: [
          { kind: 'noFollowup', days: 120, levels: ['B', 'C'] },
          { kind: 'noDeal', days: 365 },
        ],
        holdingCap: 60,
        dailyCap: 5,
        cooldownDays: 7,
      })
      await setPoolMembers(tx, actor, east.id, all)
      const leads = await createPool(tx, actor, {
        name: '线索公海',
        entity: 'lead',
        rules: [{ kind: 'noFollowup', days: 45 }],
        dailyCap: 10,
      })
      await setPoolMembers(tx, actor, leads.id, all)
      await fillPools(tx, actor)
    },
  },
]

/** What is quiet anyway: customers without deals or orders, and leads that were given but never called. */
async function fillPools(tx: Tx, actor: Actor): Promise<void> {
  const [customers, leads] = await Promise.all([
    listCustomers(tx, actor, { limit: 200 }),
    listLeads(tx, actor, { limit: 200 }),
  ])
  const quiet = customers.items.filter(one => one.openDeals === 0 && one.orders === 0).slice(0, 4)
  const uncalled = leads.items.filter(one => one.state === 'assigned').slice(0, 2)
  for (const { id } of quiet)
    await recyclePooled(tx, actor, { entity: 'customer', id }, { reason: '长期未联系，放回公海重新分配' })
  for (const { id } of uncalled)
    await recyclePooled(tx, actor, { entity: 'lead', id }, { reason: '分配后一直没有跟进' })
}
