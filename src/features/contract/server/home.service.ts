// Contracts that are agreed and not yet signed, on Home of whoever has them.
import type { HomeSource } from '#meta/home.ts'
import { listContracts } from './contract.service.ts'

const filter = JSON.stringify({
  all: [
    { field: 'state', op: 'in', value: ['to_sign'] },
    { field: 'ownerId', op: 'in', value: ['me'] },
  ],
})

export const contractHome: HomeSource = {
  section: 'papers',
  access: 'contract.sign',
  lines: async (db, actor) => {
    const { items } = await listContracts(db, actor, { filter, sort: 'createdAt', limit: 50 })
    return items.map(row => ({
      key: `contract:${row.id}`,
      entity: 'contract',
      recordId: row.id,
      who: row.customerName,
      text: null,
      say: { key: 'contract.home.toSign' },
      note: [row.number, row.title].join(' · '),
      phone: null,
      about: row.dealId ? { entity: 'deal', id: row.dealId } : { entity: 'customer', id: row.customerId },
      at: row.approvedAt ?? row.createdAt,
      step: 'contract',
      move: null,
      actions: ['log', 'open'],
    }))
  },
}
