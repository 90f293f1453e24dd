// Why something is flawed, in the organisation's own words: what was judged keeps the code. Pure.
import { type Reason, reason } from '#kernel/refusal.ts'
import type { FlawCell, FlawReason, FlawReasons, FlawReasonsEdit, Judgement } from './spotCheck.schema.ts'
import { spotCheckPageText } from './spotCheckPage.text.ts'

const codes = ['missing', 'stale', 'thin', 'untrue', 'noStep', 'other'] as const

/** What an organisation begins with. */
const usual: FlawReasons = {
  items: codes.map(code => {
    const { en, zh } = spotCheckPageText[`spot.reason.${code}`]
    return { code, label: { en, zh }, noteRequired: code === 'other', archived: false }
  }),
}

export function flawReasonsIn(settings: Readonly<Record<string, unknown>>): FlawReasons {
  const own = settings.flawReasons
  // written by `setFlawReasons` alone
  return typeof own === 'object' && own !== null && 'items' in own ? (own as FlawReasons) : usual
}

/** Those left out stay readable. `fresh` makes the code of a new one. */
export function flawReasonsAfter(old: FlawReasons, { items }: FlawReasonsEdit, fresh: () => string): FlawReasons {
  const kept = items.map(({ code = fresh(), label: { en, zh }, noteRequired = false, archived = false }) => ({
    code,
    label: { en: en.trim(), zh: zh.trim() },
    noteRequired,
    archived,
  }))
  const named = new Set(kept.map(one => one.code))
  return { items: [...kept, ...old.items.filter(one => !named.has(one.code)).map(one => ({ ...one, archived: true }))] }
}

export function flawReasonsProblems(old: FlawReasons, { items }: FlawReasonsEdit): Reason[] {
  const known = new Set(old.items.map(one => one.code))
  const unknown = items.flatMap(({ code }, at) =>
    code !== undefined && (!known.has(code) || items.findIndex(one => one.code === code) < at)
      ? [reason('spotCheck.unknownReason', `items.${at}.code`)]
      : [],
  )
  const twice = (['zh', 'en'] as const).flatMap(lang => {
    const said = items.map(({ label, archived }) => (archived ? '' : label[lang].trim().toLowerCase()))
    return said.flatMap((word, at) =>
      word && said.indexOf(word) < at ? [reason('spotCheck.reasonTwice', `items.${at}.label.${lang}`)] : [],
    )
  })
  const isAsked = items.some(one => !one.archived)
  return [...unknown, ...twice, ...(isAsked ? [] : [reason('spotCheck.noReasonLeft', 'items')])]
}

/** What is out of use is asked no more; where it was said before it may stand. */
export function judgementProblems(
  { items }: FlawReasons,
  { verdict, reason: why, remark }: Judgement,
  before: string | null = null,
): Reason[] {
  if (verdict === 'ok') return why ? [reason('spotCheck.okHasNoReason', 'reason')] : []
  if (!why) return [reason('field.required', 'reason')]
  const found = items.find(one => one.code === why && (!one.archived || one.code === before))
  if (!found) return [reason('spotCheck.unknownReason', 'reason')]
  return found.noteRequired && !remark?.trim() ? [reason('spotCheck.sayWhat', 'remark')] : []
}

export type ReasonSum = { readonly code: string; readonly weeks: ReadonlyMap<string, number> } & Pick<
  FlawCell,
  'count' | 'mended'
>
/** One row a reason, the most frequent first; equal ones in the order of the setting. */
export function sumsByReason(cells: readonly FlawCell[], reasons: readonly FlawReason[]): ReasonSum[] {
  const place = new Map(reasons.map(({ code }, at) => [code, at]))
  const at = (code: string) => place.get(code) ?? reasons.length
  const rows = [...Map.groupBy(cells, cell => cell.reason)].map(([code, own]) => ({
    code,
    weeks: new Map(own.map(cell => [cell.week, cell.count])),
    count: own.reduce((sum, cell) => sum + cell.count, 0),
    mended: own.reduce((sum, cell) => sum + cell.mended, 0),
  }))
  return rows.toSorted((a, b) => b.count - a.count || at(a.code) - at(b.code))
}
