// Campaigns and what they cost. Leads and deals carry a campaign's name: one that is renamed takes them along.
import { randomInt } from 'node:crypto'
import { renameDealCampaign } from '#features/deal/server/campaign.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { renameLeadCampaign } from '#features/lead/server/campaign.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { convert, isCurrency } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, editStamp, refuseStale, tell } from '#meta/server/record.service.ts'
import type { Campaign, CampaignEdit, NewCampaign, NewCost, WholeCampaign } from '../campaign.schema.ts'
import {
  isActivePerson,
  lockCampaign,
  type NamedCampaign,
  selectByCode,
  selectCampaign,
  selectCampaigns,
  selectCost,
  selectCosts,
} from './campaign.sql.ts'
import { type CampaignRow, campaignCosts, campaigns } from './campaign.table.ts'

export const listCampaigns = async (db: Db, limit: number): Promise<{ items: Campaign[] }> => ({
  items: await selectCampaigns(db, limit),
})

export async function getCampaign(db: Db, id: string): Promise<WholeCampaign> {
  const [campaign, costs] = await Promise.all([selectCampaign(db, id), selectCosts(db, id)])
  if (!campaign) throw missing('campaign')
  return { ...campaign, costs }
}

/** For forms: whose code was scanned, and whose form it is. */
export const campaignOfCode = (db: Db, code: string): Promise<NamedCampaign | undefined> => selectByCode(db, code)
export const campaignNamed = (db: Db, id: string): Promise<NamedCampaign | undefined> => selectCampaign(db, id)

const signs = 'abcdefghijkmnpqrstuvwxyz23456789'
const newCode = (): string => Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join('')

export async function createCampaign(tx: Tx, actor: Actor, input: NewCampaign): Promise<WholeCampaign> {
  const stamp = { createdAt: tx.now, createdBy: actor.userId, updatedAt: tx.now, updatedBy: actor.userId }
  const row: CampaignRow = {
    ...{ state: 'running', source: null, startsOn: null, endsOn: null, budget: null, note: null },
    ...{ currency: actor.org.currency, ownerId: actor.userId, ...input },
    ...{ id: newId(), name: filled(input.name, 'name'), code: newCode(), version: 1, ...stamp, archivedAt: null },
  }
  refuseAll(await problemsOf(tx, row))
  tx.write(campaigns.insert(tx.orgId, [row]))
  tell(tx, {
    actor,
    entity: 'campaign',
    recordId: row.id,
    kind: 'campaign.created',
    after: { name: row.name },
    version: 1,
  })
  return getCampaign(tx, row.id)
}

export async function editCampaign(tx: Tx, actor: Actor, id: string, input: CampaignEdit): Promise<WholeCampaign> {
  const row = await lockCampaign(tx, id)
  if (!row) throw missing('campaign')
  await refuseStale(tx, 'campaign', row, input)
  const { version: _, archived, name, ...rest } = input
  const next: CampaignRow = {
    ...row,
    ...rest,
    ...(name !== undefined && { name: filled(name, 'name') }),
    ...(archived !== undefined && { archivedAt: archived ? (row.archivedAt ?? tx.now) : null }),
    ...editStamp(tx, actor, row),
  }
  refuseAll(await problemsOf(tx, next))
  const { before, after } = changes(row, next)
  if (Object.keys(after).length > 0) {
    tx.write(campaigns.update(tx.orgId, next))
    if (next.name !== row.name) {
      renameLeadCampaign(tx, row.name, next.name)
      renameDealCampaign(tx, row.name, next.name)
    }
    tell(tx, { actor, entity: 'campaign', recordId: id, kind: 'campaign.edited', before, after, version: next.version })
  }
  return getCampaign(tx, id)
}

async function problemsOf(db: Db, { startsOn, endsOn, currency, ownerId }: CampaignRow): Promise<Reason[]> {
  return [
    ...(startsOn && endsOn && endsOn < startsOn ? [reason('campaign.endsBefore', 'endsOn')] : []),
    ...(isCurrency(currency) ? [] : [reason('campaign.badCurrency', 'currency')]),
    ...((await isActivePerson(db, ownerId)) ? [] : [reason('campaign.unknownOwner', 'ownerId')]),
  ]
}

/** The rate of its day is kept; without one it is refused. */
export async function spend(tx: Tx, actor: Actor, id: string, input: NewCost): Promise<WholeCampaign> {
  const row = await lockCampaign(tx, id)
  if (!row) throw missing('campaign')
  if (row.archivedAt) throw new Refusal('campaign.archived', 'conflict')
  const { currency = row.currency, onDate, amount, note = null } = input
  if (!isCurrency(currency)) throw new Refusal(reason('campaign.badCurrency', 'currency'))
  const rate = await rateOn(tx, actor, currency, onDate)
  if (rate === undefined) throw new Refusal(reason('campaign.noRate', 'currency', { currency }))
  if (Number(amount) === 0) throw new Refusal(reason('field.required', 'amount'))
  const baseAmount = convert(amount, rate, actor.org.currency)
  const kept = { createdAt: tx.now, createdBy: actor.userId, deletedAt: null }
  tx.write(
    campaignCosts.insert(tx.orgId, [
      { id: newId(), campaignId: id, onDate, amount, currency, baseAmount, note, ...kept },
    ]),
  )
  tell(tx, { actor, entity: 'campaign', recordId: id, kind: 'campaign.spent', after: { amount, currency, onDate } })
  return getCampaign(tx, id)
}

export async function unspend(tx: Tx, actor: Actor, id: string, costId: string): Promise<WholeCampaign> {
  if (!(await lockCampaign(tx, id))) throw missing('campaign')
  const cost = await selectCost(tx, id, costId)
  if (!cost) throw missing('campaignCost')
  tx.write(campaignCosts.update(tx.orgId, { ...cost, deletedAt: tx.now }))
  const { amount, currency, onDate } = cost
  tell(tx, { actor, entity: 'campaign', recordId: id, kind: 'campaign.unspent', before: { amount, currency, onDate } })
  return getCampaign(tx, id)
}
