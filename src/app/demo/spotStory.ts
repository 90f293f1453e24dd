// What the manager of the demo company found in spot checks of the weeks before; this week's is still to be run.
import { answerFlaw } from '#features/spotcheck/server/flaw.service.ts'
import { drawSpotCheck, judgeDrawn } from '#features/spotcheck/server/spotCheck.service.ts'
import type { CheckedEntity, Drawn, WholeSpotCheck } from '#features/spotcheck/spotCheck.schema.ts'
import type { Seller } from './people.ts'
import type { Scene, Story } from './story.ts'

type Plan = { readonly day: number; readonly entity: CheckedEntity; readonly size: number }
const plans: readonly Plan[] = [
  { day: 22, entity: 'customer', size: 8 },
  { day: 16, entity: 'followup', size: 8 },
  { day: 11, entity: 'deal', size: 6 },
  { day: 6, entity: 'customer', size: 8 },
]
const sellers: readonly Seller[] = ['shen', 'qi', 'song']

export const spotStories = (): Story[] => plans.map(scenesOf)

function scenesOf({ day, entity, size }: Plan): Scene[] {
  const held: { check?: WholeSpotCheck } = {}
  const draw: Scene['play'] = async (tx, actor) => {
    held.check = await drawSpotCheck(tx, actor, { entity, size })
  }
  const judge: Scene['play'] = async (tx, actor) => {
    const { id = '', items = [] } = held.check ?? {}
    for (const [at, item] of items.entries()) {
      const flaw = flawOf(entity, item, at)
      const said = flaw ? ({ verdict: 'flawed', ...flaw } as const) : ({ verdict: 'ok' } as const)
      held.check = await judgeDrawn(tx, actor, { id, drawnId: item.id }, said)
    }
  }
  const answer: Scene['play'] = async (tx, actor) => {
    const own = held.check?.items.filter(one => one.verdict === 'flawed' && one.ownerName === actor.name) ?? []
    for (const [at, { id }] of own.entries())
      await answerFlaw(
        tx,
        actor,
        id,
        at === 0 ? { answer: '已补充，请再看。', mended: true } : { answer: '本周内补齐。' },
      )
  }
  return [
    { day, time: '16:40', by: 'fang', play: draw },
    { day, time: '17:10', by: 'fang', play: judge },
    // of the newest nobody has answered yet
    ...(day > 6 ? sellers.map(by => ({ day: day - 1, time: '09:30', by, play: answer })) : []),
  ]
}

type Found = { readonly reason: string; readonly remark: string }
function flawOf(entity: CheckedEntity, { score, spoken }: Drawn, at: number): Found | undefined {
  if (entity === 'followup')
    return at % 4 === 1 ? { reason: 'thin', remark: '只写了“已联系”，没有客户的原话。' } : undefined
  if (score !== null && score < 50) return { reason: 'missing', remark: '关键信息不全，请补行业与地址。' }
  if (spoken.length === 0) return { reason: 'stale', remark: '一直没有跟进记录。' }
  return at % 5 === 4 ? { reason: 'noStep', remark: '请约定下一步。' } : undefined
}
