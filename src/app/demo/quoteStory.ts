// The quotes of a deal: drawn up, sent, revised, answered.

import type { LineInput, NewQuote } from '#features/quote/quote.schema.ts'
import { createQuote, setLines } from '#features/quote/server/quote.service.ts'
import { moveQuote, reviseQuote } from '#features/quote/server/quoteMove.service.ts'
import type { DealTold } from './dealStory.ts'
import type { Fate } from './deals.ts'
import { pageScenes } from './pageStory.ts'
import type { Scene } from './story.ts'
import { termsFor } from './terms.ts'
import { dayAgo } from './when.ts'

const revised: readonly Fate[] = ['talks', 'accepted', 'confirmed', 'onHold']
const notAccepted: readonly Fate[] = ['quoteDraft', 'quoteAsked', 'quoteSent', 'quoteExpired', 'talks', 'declined']

/** `dayOf` a step of the deal: the proposal is its second, the last talk its fourth. */
export function quoteScenes(told: DealTold, dayOf: (step: number) => number): Scene[] {
  const { fate } = told.plan
  const drawn = scene(told, dayOf(2.2), '11:00', async (tx, actor) => {
    told.deal.quoteId = (await createQuote(tx, actor, newQuote(told, dayOf(2.2)))).id
  })
  if (fate === 'quoteDraft') return [drawn]
  if (fate === 'quoteAsked') return [drawn, move(told, dayOf(2.3), 'submit')]
  const scenes = [drawn, move(told, dayOf(2.3), 'send')]
  if (fate === 'quoteSent') scenes.push(...pageScenes(told, dayOf(2.3)))
  if (fate === 'declined') scenes.push(move(told, dayOf(3), 'decline', { declineReason: '选了另一家' }))
  if (revised.includes(fate)) {
    const next = scene(told, dayOf(3.2), '10:20', async (tx, actor) => {
      told.deal.quoteId = (await reviseQuote(tx, actor, told.deal.quoteId)).id
    })
    const cheaper = scene(told, dayOf(3.2), '10:50', (tx, actor) =>
      setLines(tx, actor, told.deal.quoteId, { lines: linesOf(told, 3) }),
    )
    scenes.push(next, cheaper, move(told, dayOf(3.3), 'send'))
  }
  if (!notAccepted.includes(fate)) scenes.push(move(told, dayOf(3.8), 'accept'))
  return scenes
}

const scene = ({ owner: by }: DealTold, day: number, time: string, play: Scene['play']): Scene => ({
  day,
  time,
  by,
  play,
})

const move = (told: DealTold, day: number, name: 'submit' | 'send' | 'accept' | 'decline', input = {}): Scene =>
  scene(told, day, name === 'send' || name === 'submit' ? '14:00' : '16:20', (tx, actor) =>
    moveQuote(tx, actor, told.deal.quoteId, name, input),
  )

function newQuote(told: DealTold, day: number): NewQuote {
  const { company, plan, party, deal } = told
  const [contactId] = party.contactIds
  // an offer of two weeks has run out for the one that nobody answered
  const validUntil = dayAgo(company.database.clock, plan.fate === 'quoteExpired' ? day - 10 : -20)
  const terms = termsFor(plan.begun + plan.last, { offered: notAccepted.includes(plan.fate) })
  const lines = plan.fate === 'quoteDraft' ? [...linesOf(told, 0), ...eitherOf(told)] : linesOf(told, steep(plan.fate))
  return { dealId: deal.id, lines, validUntil, terms, ...(contactId && { contactId }) }
}

/** So much that somebody is asked. */
const steep = (fate: Fate): number => (fate === 'quoteAsked' ? 14 : 0)

/** Spare parts for a year, or somebody who comes by: the customer takes one of the two. */
const eitherOf = ({ products }: DealTold): LineInput[] =>
  ['BJ-02', 'FW-04'].flatMap(code => {
    const productId = products.get(code)
    return productId ? [{ productId, unitQty: '1', alternative: 'A' }] : []
  })

/** Machines give way by some per cent, services and freight do not; the second version gives `more`. */
function linesOf({ plan, products }: DealTold, more: number): LineInput[] {
  const discount = (plan.begun % 4) * 2 + more
  return plan.lines.flatMap(({ code, qty }): LineInput[] => {
    const productId = products.get(code)
    if (!productId) return []
    const line = { productId, unitQty: qty }
    if (discount === 0 || code.startsWith('FW-')) return [line]
    return [{ ...line, discountKind: 'percent', discountValue: String(discount) }]
  })
}
