// Why deals end, who has which share of them, what their lines come to. Pure.
import { add, cmp, mul, roundMoney, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { DealReason, DealReasons, DealReasonsEdit, ReasonKind } from './part.schema.ts'
import { partText } from './part.text.ts'

const lost = ['price', 'rival', 'budget', 'later', 'fit', 'silent'] as const
const won = ['product', 'bestPrice', 'trust', 'delivery', 'service'] as const

/** What an organisation begins with. */
const usual: DealReasons = {
  items: [...lost.map(code => usualReason('lost', code)), ...won.map(code => usualReason('won', code))],
  winRequired: false,
}

function usualReason(kind: ReasonKind, code: (typeof lost)[number] | (typeof won)[number]): DealReason {
  const { en, zh } = partText[`deal.reason.${code}`]
  return { code, kind, label: { en, zh }, noteRequired: false, archived: false }
}

export function reasonsIn(settings: Readonly<Record<string, unknown>>): DealReasons {
  const own = settings.dealReasons
  // written by `setReasons` alone
  return typeof own === 'object' && own !== null && 'items' in own ? (own as DealReasons) : usual
}

/** Those left out stay readable. `fresh` makes the code of a new one. */
export function reasonsAfter(
  old: DealReasons,
  { items, winRequired }: DealReasonsEdit,
  fresh: () => string,
): DealReasons {
  const kept = items.map(item => ({
    code: item.code ?? fresh(),
    kind: item.kind,
    label: { en: item.label.en.trim(), zh: item.label.zh.trim() },
    noteRequired: item.noteRequired ?? false,
    archived: item.archived ?? false,
  }))
  const codes = new Set(kept.map(one => one.code))
  const left = old.items.filter(one => !codes.has(one.code)).map(one => ({ ...one, archived: true }))
  return { items: [...kept, ...left], winRequired: winRequired ?? old.winRequired }
}

export function reasonsProblems(old: DealReasons, { items }: DealReasonsEdit): Reason[] {
  const known = new Map(old.items.map(one => [one.code, one]))
  const wrong = items.flatMap(({ code, kind }, i) => {
    if (code === undefined) return []
    const twice = items.findIndex(one => one.code === code) !== i
    return twice || known.get(code)?.kind !== kind ? [reason('deal.unknownReason', `items.${i}.code`)] : []
  })
  const isAsked = items.some(one => one.kind === 'lost' && !one.archived)
  return [...wrong, ...(isAsked ? [] : [reason('deal.noLostReasonLeft', 'items')])]
}

/** By its code or by its words in either language. */
export function reasonNamed({ items }: DealReasons, kind: ReasonKind, words: string): DealReason | undefined {
  const said = words.trim().toLowerCase()
  const live = items.filter(one => one.kind === kind && !one.archived)
  return (
    live.find(one => one.code === words.trim()) ??
    live.find(({ label }) => [label.en, label.zh].some(one => one.toLowerCase() === said))
  )
}

type Given = { readonly words: string | null | undefined; readonly note: string | null | undefined }
const paths = { lost: ['lostReason', 'lostNote'], won: ['wonReason', 'wonNote'] } as const

/** Nothing said is the flow's affair for a loss; for a win only where the organisation asks. */
export function reasonProblems(all: DealReasons, kind: ReasonKind, { words, note }: Given): Reason[] {
  const [path, notePath] = paths[kind]
  if (!words?.trim()) return kind === 'won' && all.winRequired ? [reason('deal.noWonReason', path)] : []
  const found = reasonNamed(all, kind, words)
  if (!found) return [reason('deal.unknownReason', path)]
  return found.noteRequired && !note?.trim() ? [reason('deal.noReasonNote', notePath)] : []
}

type Shared = { readonly userId: string; readonly share: string }
export const ownerShare = (members: readonly Pick<Shared, 'share'>[]): string =>
  sub('100', sum(members.map(one => one.share)))

export function teamProblems(members: readonly Shared[], ownerId: string | null): Reason[] {
  const twice = members.flatMap(({ userId }, i) =>
    userId === ownerId || members.findIndex(one => one.userId === userId) !== i
      ? [reason('deal.memberTwice', `items.${i}.userId`)]
      : [],
  )
  const over = cmp(ownerShare(members), '0') < 0 ? [reason('deal.shareOver', 'items')] : []
  return [...twice, ...over]
}

type Priced = { readonly qty: string; readonly price: string; readonly discount: string }
export function lineAmount({ qty, price, discount }: Priced, currency: string): string {
  const whole = roundMoney(mul(qty, price), currency)
  return sub(whole, roundMoney(mul(mul(whole, discount), '0.01'), currency))
}
export const linesTotal = (lines: readonly { readonly amount: string }[]): string =>
  lines.reduce((all, line) => add(all, line.amount), '0')
