import type { Handlers } from '#kernel/api.ts'
import type { campaignApi } from '../campaign.api.ts'
import { createCampaign, editCampaign, getCampaign, listCampaigns, spend, unspend } from './campaign.service.ts'
import { reportOf } from './report.service.ts'
import { offeredCampaigns, offeredSources, readSources, setSources } from './source.service.ts'

export const campaignHandlers: Handlers<typeof campaignApi> = {
  list: (db, _actor, { limit = 200 }) => listCampaigns(db, limit),
  report: (db, actor, query) => reportOf(db, actor, query),
  get: (db, _actor, { id }) => getCampaign(db, id),
  create: (tx, actor, input) => createCampaign(tx, actor, input),
  edit: (tx, actor, { id, ...input }) => editCampaign(tx, actor, id, input),
  spend: (tx, actor, { id, ...input }) => spend(tx, actor, id, input),
  unspend: (tx, actor, { id, costId }) => unspend(tx, actor, id, costId),
  sources: db => readSources(db),
  setSources: (tx, actor, { items }) => setSources(tx, actor, items),
  offerSources: (db, actor) => offeredSources(db, actor),
  offerCampaigns: db => offeredCampaigns(db),
}
