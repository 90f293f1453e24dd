// What a kind of follow-up asks for, and the words at hand until the company has its own. Pure.
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Label, Lang } from '#kernel/text.ts'
import { type FollowupKind, followupKinds } from './followup.schema.ts'
import type { KindAsks, LoggingEdit, Phrase } from './logging.schema.ts'

/** Built-in fields that a kind may ask for; `nextStep` asks for its time as well. */
export const askable = [
  'contactId',
  'result',
  'needs',
  'painPoints',
  'budget',
  'decisionMaker',
  'competitors',
  'nextStep',
  'checkIn',
] as const

type Kept = { readonly kinds: readonly KindAsks[]; readonly phrases: readonly Phrase[] }

/** The organisation's own setting; what was never set is usual. */
export function loggingOf(settings: Readonly<Record<string, unknown>>, lang: Lang): Kept {
  const kept: Partial<Kept> = Object(settings.followups) // written by its own verb, which checked it
  const said = new Map((kept.kinds ?? []).map(one => [one.kind, one]))
  const kinds = followupKinds.map(kind => said.get(kind) ?? { kind, shown: true, required: [] })
  return { kinds, phrases: kept.phrases ?? usualPhrases(lang) }
}

type Values = Readonly<Record<string, unknown>>

/** What is asked for and was not said, each at its path. */
export function missingIn(required: readonly string[], said: Values): Reason[] {
  return required.flatMap(key => {
    if (key === 'nextStep') return stepMissing(said)
    if (!isBlank(valueAt(said, key))) return []
    return [reason(ownReasons[key] ?? 'field.required', key)]
  })
}

const ownReasons: Readonly<Record<string, string>> = {
  needs: 'followup.needMissing',
  checkIn: 'followup.checkInMissing',
}

function stepMissing({ nextStep, nextStepAt }: Values): Reason[] {
  if (isBlank(nextStep)) return [reason('followup.stepMissing', 'nextStep')]
  return isBlank(nextStepAt) ? [reason('followup.timeMissing', 'nextStepAt')] : []
}

function valueAt(said: Values, key: string): unknown {
  return key.startsWith('custom.') ? Reflect.get(Object(said.custom), key.slice('custom.'.length)) : said[key]
}

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** `own`: fields of the organisation, by their key. */
export function loggingProblems({ kinds = [] }: LoggingEdit, own: ReadonlySet<string>): Reason[] {
  const known = (key: string) =>
    key.startsWith('custom.') ? own.has(key.slice('custom.'.length)) : askable.some(one => one === key)
  return kinds.flatMap(({ kind, shown, required }, i) => [
    ...(kind === 'note' && !shown ? [reason('followup.noteStays', `kinds.${i}.shown`)] : []),
    ...required
      .filter(key => !known(key))
      .map(key => reason('followup.notAskable', `kinds.${i}.required`, { field: key })),
  ])
}

/** Whether a phrase says all that its kind asks for, so that a tap is enough. */
export function isWhole(phrase: Phrase, kinds: readonly KindAsks[]): boolean {
  const asks = kinds.find(one => one.kind === kindOf(phrase))
  if (!asks?.shown) return false
  const { content, nextStep, nextDays } = phrase
  return missingIn(asks.required, { content, nextStep, nextStepAt: nextDays }).length === 0
}

export const kindOf = ({ kind }: Pick<Phrase, 'kind'>): FollowupKind => kind ?? 'call'

type Usual = Omit<Phrase, 'name' | 'content' | 'nextStep'> &
  Readonly<Record<'name' | 'content', Label>> & { nextStep: Label | null }

// biome-ignore format: a table
const usual: readonly Usual[] = [
  { id: '00000000-0000-7000-8000-00000000f001', kind: 'call', oneTap: true, nextDays: 1, name: { en: 'No answer', zh: '未接通' }, content: { en: 'Called, no answer.', zh: '电话未接通。' }, nextStep: { en: 'Call again', zh: '再打一次' } },
  { id: '00000000-0000-7000-8000-00000000f002', kind: 'wechat', oneTap: true, nextDays: 3, name: { en: 'Sent papers', zh: '已发资料' }, content: { en: 'Sent the product papers.', zh: '已发产品资料。' }, nextStep: { en: 'Ask what they think', zh: '问反馈' } },
  { id: '00000000-0000-7000-8000-00000000f003', kind: 'visit', oneTap: false, nextDays: null, name: { en: 'Minutes of a visit', zh: '拜访纪要' }, content: { en: 'Who was there:\nHow they do it today:\nWhat matters to them:\nAgreed:', zh: '参加人：\n现状：\n看重什么：\n商定：' }, nextStep: null },
]

const usualPhrases = (lang: Lang): Phrase[] =>
  usual.map(({ name, content, nextStep, ...rest }) => ({
    ...rest,
    name: name[lang],
    content: content[lang],
    nextStep: nextStep?.[lang] ?? null,
  }))
