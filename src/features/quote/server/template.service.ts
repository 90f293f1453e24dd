// How the company's quotes look on paper: read, set, tried on the newest quote.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { longest, type PaperTemplate, type PaperTemplateEdit, type Spoken, usualTemplate } from '../template.schema.ts'

export function templateOf({ settings }: OrgFacts): PaperTemplate {
  const { quotePaper } = settings
  return typeof quotePaper === 'object' && quotePaper !== null ? { ...usualTemplate, ...quotePaper } : usualTemplate
}

export async function setTemplate(tx: Tx, actor: Actor, input: PaperTemplateEdit): Promise<PaperTemplate> {
  const old = templateOf(actor.org)
  const given = Object.entries(input).map(([key, value]) => [key, value ?? (key === 'hides' ? [] : '')])
  const next: PaperTemplate = { ...old, ...Object.fromEntries(given) }
  refuseAll(tooLong(next))
  await setOrgSetting(tx, 'quotePaper', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'quotePaper.set', ...changes(old, next) })
  return next
}

const isSpoken = (stem: string): stem is Spoken => Object.hasOwn(longest, stem)
const tooLong = (template: PaperTemplate) =>
  Object.entries(template).flatMap(([key, value]) => {
    const stem = key.slice(0, -2)
    if (typeof value !== 'string' || !isSpoken(stem) || value.length <= longest[stem]) return []
    return [reason('field.tooLong', key, { max: longest[stem] })]
  })
