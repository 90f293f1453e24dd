import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fileApi } from '#features/file/file.api.ts'
import { dealPrefix, type ItemAnswer, type PacketItem } from '#features/handoff/checklist.schema.ts'
import type { WinInput, WinPreview } from '#features/handoff/handoff.schema.ts'
import { winDealApi } from '#journeys/winDeal.api.ts'
import { client, type Upload } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import type { Answer, AskedItem } from '#ui/AnswerItem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { dealEntity } from '../deal.entity.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { gatedBody } from '../gate.rules.ts'

const winCalls = client(winDealApi, send)
const fileCalls = client(fileApi, send)

/** What can be filled in with the win itself, by the path of the reason that asks for it. */
const own = ['amount', 'expectedClose', 'contactId']
const beside: readonly Field[] = [
  { key: 'address', label: dealText['deal.won.address'], kind: 'text', maxLength: 300 },
  { key: 'promisedDate', label: dealText['deal.won.promisedDate'], kind: 'date' },
  { key: 'poNumber', label: dealText['deal.won.poNumber'], kind: 'text', maxLength: 100 },
  { key: 'noOrderReason', label: dealText['deal.noOrderReason'], kind: 'text', maxLength: 500 },
]
// without an accepted quote there is no order, so nothing of the packet is wanted
const dealOnly = new Set(['amount', 'expectedClose', 'noOrderReason', 'wonReason', 'wonNote'])

/** What stands between a deal and its win, and how to say it. */
export function useWin({ id, version }: Deal, onDone: () => void) {
  const queries = useQueryClient()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const [said, setSaid] = useState<Readonly<Record<string, Answer>>>({})
  const { fields: all } = useEntity(dealEntity)
  const preview = useQuery({ queryKey: ['deal', id, 'win', version], queryFn: () => winCalls.previewWin({ id }) })
  const noQuote = preview.data?.reasons.some(one => one.path === 'noOrderReason') ?? false
  const wanted = (preview.data?.reasons ?? []).filter(one => !noQuote || dealOnly.has(one.path ?? ''))
  const items = noQuote ? [] : askedItems(preview.data)
  const fields = fillable(all).filter(field => wanted.some(one => one.path === field.key))
  const missing = wanted.filter(
    one => !items.some(item => one.path === `answers.${item.key}` && isSaid(said[item.key])),
  )
  const win = async (values: Record<string, unknown>) => {
    const answers = items.flatMap(item => answerOf(item, said[item.key]))
    try {
      await winCalls.win({ ...bodyOf(values, all), ...(answers.length > 0 && { answers }), id, version })
      await queries.invalidateQueries()
      onDone()
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const answer = (key: string, value: Answer) => setSaid(old => ({ ...old, [key]: value }))
  const keep = (file: Upload) => fileCalls.add({ entity: 'deal', recordId: id, file })
  return {
    ...{ preview, missing, refused, items, said, answer, keep, win },
    // what this person may not fill in stays among the reasons
    fields: fields.map(field => ({ ...field, required: true })),
    wants: (key: string) => missing.some(one => one.path === key),
  }
}

/** The deal's own three, what only the order has, and fields of the deal that the checklist takes items from. */
function fillable(fields: readonly Field[]): Field[] {
  const open = fields.filter(field => !field.derived)
  return [
    ...open.filter(field => own.includes(field.key)),
    ...beside,
    ...open.map(field => ({ ...field, key: `${dealPrefix}${field.key}` })),
  ]
}

function askedItems(preview: WinPreview | undefined): AskedItem[] {
  return (preview?.items ?? []).flatMap(({ key, label, kind, required }: PacketItem) =>
    kind === 'field' ? [] : [{ key, label, kind, required }],
  )
}

const isSaid = (answer: Answer | undefined): boolean =>
  Boolean(answer?.ticked || answer?.text?.trim() || answer?.fileId)

function answerOf({ key, kind }: AskedItem, answer: Answer | undefined): ItemAnswer[] {
  if (!isSaid(answer) || !answer) return []
  if (kind === 'tick') return [{ key, ticked: answer.ticked ?? false }]
  return kind === 'text' ? [{ key, text: answer.text ?? null }] : [{ key, fileId: answer.fileId ?? null }]
}

function bodyOf(values: Readonly<Record<string, unknown>>, fields: readonly Field[]): WinInput {
  const entries = Object.entries(values)
  const isOfDeal = ([key]: readonly [string, unknown]) => key.startsWith(dealPrefix)
  const ofDeal = entries.filter(isOfDeal).map(([key, value]) => [key.slice(dealPrefix.length), value])
  const { values: filled } = gatedBody(Object.fromEntries(ofDeal), fields)
  // the fields asked for are the body's own; the server checks every one
  const body = Object.fromEntries(entries.filter(one => !isOfDeal(one))) as WinInput
  return { ...body, ...(filled && { values: { ...filled } }) }
}
