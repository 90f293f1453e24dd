// Which items a packet has, what stands in each, and what is missing. Pure.
import { cmp } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import type { Field } from '#meta/entity.ts'
import {
  type ChecklistItem,
  dealPrefix,
  type ItemAnswer,
  type ItemWhen,
  type OwnSource,
  ownSources,
  type PacketItem,
} from './checklist.schema.ts'
import { checklistText } from './checklist.text.ts'
import type { PacketNeed, PacketPromise } from './handoff.schema.ts'

export type PacketFacts = {
  readonly quoteNumber: string | null
  readonly contactName: string | null
  readonly address: string | null
  readonly promisedDate: string | null
  readonly poNumber: string | null
  readonly instalments: number
  /** Something has to be brought somewhere. */
  readonly ships: boolean
  readonly needs: readonly PacketNeed[]
  readonly promises: readonly PacketPromise[]
  /** In the organisation's own currency. */
  readonly amount: string | null
  /** The deal as it is kept: its own fields under `custom`. */
  readonly deal: Readonly<Record<string, unknown>>
}

const always: ItemWhen = { amountFrom: null, productLines: [], pipelineIds: [], ships: false }
const usual = (key: OwnSource, required: boolean, ships = false): ChecklistItem => ({
  key,
  label: checklistText[`handoff.item.${key}`],
  kind: 'field',
  from: key,
  required,
  when: { ...always, ships },
})
/** What the product comes with: version 1. */
export const usualChecklist: readonly ChecklistItem[] = [
  usual('quote', true),
  usual('contact', true),
  usual('address', true, true),
  usual('promisedDate', true, true),
  usual('terms', false),
  usual('needs', false),
  usual('promises', false),
]

const plainKinds = new Set(['text', 'longText', 'number', 'money', 'date', 'choice', 'multiChoice', 'yesNo'])
/** Fields of a deal that an item may be taken from. */
export const takenFields = (fields: readonly Field[]): Field[] =>
  fields.filter(field => plainKinds.has(field.kind) && !field.derived && !field.hidden)

const isOwn = (from: string): from is OwnSource => ownSources.some(one => one === from)

/** A new version: every item once, fields that there are, nothing asked for that cannot be given. */
export function checklistProblems(
  items: readonly ChecklistItem[],
  around: { readonly fields: readonly Field[]; readonly pipelineIds: readonly string[] },
): Reason[] {
  const taken = new Set(takenFields(around.fields).map(field => `${dealPrefix}${field.key}`))
  const keys = items.map(one => one.key)
  return items.flatMap(({ key, kind, from, when }, at) => {
    const path = `items.${at}`
    const known = from !== null && (isOwn(from) || taken.has(from))
    const isFrom = kind === 'field' ? known : from === null
    const isKnown = when.pipelineIds.every(id => around.pipelineIds.includes(id))
    const amount = when.amountFrom
    return [
      ...(keys.indexOf(key) < at ? [reason('handoff.itemTwice', `${path}.key`)] : []),
      ...(isFrom ? [] : [reason('handoff.noSource', `${path}.from`)]),
      ...(isKnown ? [] : [reason('handoff.unknownPipeline', `${path}.when.pipelineIds`)]),
      ...(amount !== null && cmp(amount, '0') <= 0 ? [reason('handoff.noAmount', `${path}.when.amountFrom`)] : []),
    ]
  })
}

const folded = (text: unknown): string => (typeof text === 'string' ? text.trim().toLowerCase() : '')

/** Whether an item is asked of this packet. */
function isAsked({ amountFrom, productLines, pipelineIds, ships }: ItemWhen, facts: PacketFacts): boolean {
  const { amount, deal } = facts
  const pipeline = deal.pipelineId
  return (
    (!ships || facts.ships) &&
    (amountFrom === null || (amount !== null && cmp(amount, amountFrom) >= 0)) &&
    (productLines.length === 0 || productLines.some(line => folded(line) === folded(deal.productLine))) &&
    (pipelineIds.length === 0 || pipelineIds.some(id => id === pipeline))
  )
}

type Stands = Pick<PacketItem, 'ok' | 'say' | 'fileId'>
const said = (value: unknown): Stands => {
  const parts = (Array.isArray(value) ? value : [value]).filter(one => one !== null && one !== undefined)
  const say = parts.map(String).join(', ').trim()
  return { ok: say !== '', say: say || null, fileId: null }
}
/** A count is there whatever it is; it has to be more than none only where it is wanted. */
const counted = (count: number, required: boolean): Stands => ({
  ok: !required || count > 0,
  say: String(count),
  fileId: null,
})

function taken({ from, required }: ChecklistItem, facts: PacketFacts): Stands {
  if (from === 'terms') return counted(facts.instalments, required)
  if (from === 'needs' || from === 'promises') return counted(facts[from].length, required)
  if (from === 'quote') return said(facts.quoteNumber)
  if (from === 'contact') return said(facts.contactName)
  if (from === 'address' || from === 'promisedDate' || from === 'poNumber') return said(facts[from])
  const key = (from ?? '').slice(dealPrefix.length)
  const own: unknown = facts.deal.custom
  return said(Reflect.get(facts.deal, key) ?? (typeof own === 'object' && own !== null ? Reflect.get(own, key) : null))
}

/** What somebody said to an item, with the file's name where it is one. */
export type Given = ItemAnswer & { readonly fileName?: string | undefined }

function answered({ kind }: ChecklistItem, given: Given | undefined, old: PacketItem | undefined): Stands {
  const before: Stands = old ?? { ok: false, say: null, fileId: null }
  if (kind === 'tick') return { ok: given?.ticked ?? before.ok, say: null, fileId: null }
  if (kind === 'text') return given?.text === undefined ? before : said(given.text)
  if (given?.fileId === undefined) return before
  return given.fileId === null
    ? { ok: false, say: null, fileId: null }
    : { ok: true, say: given.fileName ?? null, fileId: given.fileId }
}

type Filled = { readonly given?: readonly Given[]; readonly old?: readonly PacketItem[] }
/** The items of a version as they stand: what was said before stays unless something else is said now. */
export function packetItems(
  checklist: readonly ChecklistItem[],
  facts: PacketFacts,
  { given = [], old = [] }: Filled = {},
): PacketItem[] {
  return checklist
    .filter(item => isAsked(item.when, facts))
    .map((item): PacketItem => {
      const { when: _, ...asked } = item
      const before = old.find(one => one.key === item.key)
      const stands =
        item.kind === 'field'
          ? taken(item, facts)
          : answered(
              item,
              given.find(one => one.key === item.key),
              before,
            )
      return { ...asked, ...stands, objection: null }
    })
}

/** Where the win itself can be told what is missing. */
const paths: Readonly<Record<string, string>> = { contact: 'contactId' }
const pathOf = ({ key, kind, from }: PacketItem): string | undefined =>
  kind === 'field' ? (paths[from ?? ''] ?? from ?? undefined) : `answers.${key}`

/** Everything that is missing, as one list, each under its own name. */
export const packetProblems = (items: readonly PacketItem[], lang: Lang): Reason[] =>
  items
    .filter(item => item.required && !item.ok)
    .map(item =>
      item.kind === 'field' && item.from && isOwn(item.from)
        ? reason(`handoff.missing.${item.from}`, pathOf(item))
        : reason('handoff.missing.item', pathOf(item), { item: item.label[lang] }),
    )

/** An answer to what is not asked, or of another kind than is asked, is a mistake and not passed over. */
export const answerProblems = (items: readonly PacketItem[], answers: readonly ItemAnswer[]): Reason[] =>
  answers.flatMap(({ key, ticked, text, fileId }, at) => {
    const item = items.find(one => one.key === key && one.kind !== 'field')
    const fits =
      item !== undefined &&
      (ticked === undefined || item.kind === 'tick') &&
      (text === undefined || item.kind === 'text') &&
      (fileId === undefined || item.kind === 'file')
    return fits ? [] : [reason('handoff.unknownItem', `answers.${at}.key`)]
  })
