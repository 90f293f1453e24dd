import { table } from '#kernel/table.ts'

export const competitors = table('competitors', {
  id: 'uuid',
  name: 'text',
  nameKey: 'text',
  strengths: 'text?',
  weaknesses: 'text?',
  version: 'int',
  createdAt: 'timestamptz',
  createdBy: 'uuid?',
  updatedAt: 'timestamptz',
  updatedBy: 'uuid?',
  archivedAt: 'timestamptz?',
})
export type CompetitorRow = {
  id: string
  name: string
  nameKey: string
  strengths: string | null
  weaknesses: string | null
  version: number
  createdAt: string
  createdBy: string | null
  updatedAt: string
  updatedBy: string | null
  archivedAt: string | null
}

export const dealCompetitors = table(
  'deal_competitors',
  { dealId: 'uuid', competitorId: 'uuid', strengths: 'text?', note: 'text?' },
  ['dealId', 'competitorId'],
)

export const dealMembers = table('deal_members', { dealId: 'uuid', userId: 'uuid', role: 'text', share: 'numeric' }, [
  'dealId',
  'userId',
])

export const dealLines = table('deal_lines', {
  id: 'uuid',
  dealId: 'uuid',
  no: 'int',
  productId: 'uuid?',
  name: 'text',
  qty: 'numeric',
  price: 'numeric',
  discount: 'numeric',
  amount: 'numeric',
})
