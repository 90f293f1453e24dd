// A lead from the day it came in: assigned, called, converted or put aside.
import { logFollowup } from '#features/followup/server/followup.service.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { assignLead, invalidateLead } from '#features/lead/server/leadMove.service.ts'
import { convertLead } from '#journeys/convertLead.ts'
import type { Chance } from './chance.ts'
import type { LeadPlan } from './leads.ts'
import type { Company } from './people.ts'
import type { Scene, Story } from './story.ts'
import { whenOf } from './when.ts'
import { firstCalls, needWords, nextSteps, visits } from './words.ts'

export function leadStory(chance: Chance, company: Company, plan: LeadPlan): Story {
  const { name, source, need, owner, day, fate } = plan
  const phone = `13${chance.number(5, 9)}${String(chance.number(10_000_000, 99_999_999))}`
  const lead = { id: '' }
  const born: Scene = {
    day,
    time: '09:40',
    by: 'wen',
    play: async (tx, actor) => {
      const campaign = campaignOfSource[source]
      const known = {
        name,
        source,
        need,
        phone,
        ownerId: null,
        ...(campaign && { campaign }),
        ...(plan.company && { company: plan.company }),
      }
      lead.id = (await createLead(tx, actor, known)).id
    },
  }
  if (fate === 'unassigned') return [born]
  const given: Scene = {
    day,
    time: '10:30',
    by: 'wen',
    play: (tx, actor) => assignLead(tx, actor, lead.id, { ownerId: company.cast[owner].userId }),
  }
  if (fate === 'assigned') return [born, given]
  return [born, given, ...furtherScenes(chance, company, plan, lead)]
}

/** What was spent on where they come from. */
const campaignOfSource: Readonly<Record<string, string>> = {
  展会扫码: '广州包装机械展',
  官网表单: '官网搜索投放',
}

function furtherScenes(chance: Chance, company: Company, plan: LeadPlan, lead: { id: string }): Scene[] {
  const { owner, day, fate } = plan
  if (fate === 'invalid') {
    const reason = plan.company ? '不是采购需求' : '联系不上，信息不全'
    return [{ day, time: '15:00', by: owner, play: (tx, actor) => invalidateLead(tx, actor, lead.id, { reason }) }]
  }
  const nextDay = Math.max(1, day - 1)
  const due = fate === 'converted' ? day - 4 : chance.pick([-3, -1, 0, 1])
  const words = {
    content: chance.pick(firstCalls),
    needs: [{ text: chance.pick(needWords), importance: 3 }],
    nextStep: chance.pick(nextSteps),
    nextStepAt: whenOf(company.database.clock, due, '10:00'),
  }
  const called: Scene = {
    day: nextDay,
    time: '11:00',
    by: owner,
    play: (tx, actor) => logFollowup(tx, actor, { subjectEntity: 'lead', subjectId: lead.id, kind: 'call', ...words }),
  }
  if (fate === 'following') return [called]
  return [called, ...convertedScenes(chance, company, plan, lead)]
}

function convertedScenes(
  chance: Chance,
  company: Company,
  { owner: by, day }: LeadPlan,
  lead: { id: string },
): Scene[] {
  const deal = { id: '' }
  const amount = String(chance.number(18, 90) * 10_000)
  const turned: Scene['play'] = async (tx, actor) => {
    deal.id = (await convertLead(tx, actor, lead.id, { amount })).dealId
  }
  const said = {
    kind: 'visit' as const,
    content: chance.pick(visits),
    nextStep: chance.pick(nextSteps),
    nextStepAt: whenOf(company.database.clock, chance.pick([-4, -1, 0]), '10:00'),
  }
  const visited: Scene['play'] = (tx, actor) =>
    logFollowup(tx, actor, { subjectEntity: 'deal', subjectId: deal.id, ...said })
  return [
    { day: Math.max(2, day - 3), time: '14:20', by, play: turned },
    { day: chance.number(1, 2), time: '16:40', by, play: visited },
  ]
}
