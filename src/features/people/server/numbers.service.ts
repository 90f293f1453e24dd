// How a company numbers its documents: a pattern a kind, refused where it would not count or be another kind's.
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { formatNumber, type NumberPattern, parsePattern, periodKey } from '#kernel/numbering.ts'
import { peekNumber } from '#kernel/numbers.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import {
  labelOfNumbers,
  type NumberedKind,
  numberedKinds,
  numberSetting,
  patternOf,
  usualPattern,
} from '#meta/numberKinds.ts'
import { tell } from '#meta/server/record.service.ts'
import { setOrgSetting } from './org.service.ts'

export type Numbers = {
  readonly kind: NumberedKind
  readonly pattern: string
  readonly usual: string
  readonly next: string
}
export type Asked = { readonly kind: NumberedKind; readonly pattern: string | null }

export async function listNumbers(db: Db, actor: Actor): Promise<{ items: Numbers[] }> {
  return {
    items: await Promise.all(numberedKinds.map(kind => numbersFor(db, actor, kind, patternOf(actor.org, kind)))),
  }
}

export const previewNumbers = (db: Db, actor: Actor, asked: Asked): Promise<Numbers> =>
  numbersFor(db, actor, asked.kind, wanted(actor, asked))

export async function setNumbers(tx: Tx, actor: Actor, asked: Asked): Promise<Numbers> {
  const { kind } = asked
  const pattern = wanted(actor, asked)
  const old = patternOf(actor.org, kind)
  const next = await numbersFor(tx, actor, kind, pattern)
  await setOrgSetting(tx, numberSetting(kind), pattern)
  if (pattern !== old)
    tell(tx, {
      actor,
      entity: 'org',
      recordId: actor.orgId,
      kind: 'numbers.set',
      before: { [kind]: old },
      after: { [kind]: pattern },
    })
  return next
}

function wanted({ org, lang }: Actor, { kind, pattern }: Asked): string {
  const text = pattern?.trim() ?? usualPattern(kind)
  const parsed = parsedOf(text)
  // one number names one paper, whatever one searches for
  const twin = numberedKinds.find(
    other => other !== kind && shapeOf(parsedOf(patternOf(org, other))) === shapeOf(parsed),
  )
  if (twin) throw new Refusal(reason('numbering.taken', 'pattern', { kind: labelOfNumbers(twin)[lang] }))
  return text
}

function parsedOf(text: string): NumberPattern {
  const parsed = parsePattern(text)
  if ('problem' in parsed) throw new Refusal(reason(parsed.problem, 'pattern', { open: '{', close: '}' }))
  return parsed.pattern
}

/** How wide a counter is written tells two patterns apart only until it has grown. */
const shapeOf = ({ parts }: NumberPattern): string =>
  JSON.stringify(parts.map(part => ('width' in part ? { width: 0 } : part)))

async function numbersFor(db: Db, actor: Actor, kind: NumberedKind, text: string): Promise<Numbers> {
  const pattern = parsedOf(text)
  const day = today(db.database.clock, actor.org.zone)
  const next = formatNumber(pattern, day, (await peekNumber(db, kind, periodKey(pattern, day))) + 1)
  return { kind, pattern: text, usual: usualPattern(kind), next }
}
