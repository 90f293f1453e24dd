import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { signOf } from '#kernel/money.ts'
import type { Part } from '#kernel/parts.ts'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { useLineRights } from '#ui/useLineRights.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { LineInput, WholeQuote } from '../quote.schema.ts'
import { quoteCalls } from './useQuoteCalls.ts'

/** A line while it is edited: every value as text, as it was typed. */
export interface EditedLine {
  readonly key: string
  readonly id: string | undefined
  readonly productId: string | null
  readonly code: string
  readonly kind: 'goods' | 'service' | 'fee'
  readonly name: string
  readonly unit: string
  readonly unitQty: string
  readonly listPrice: string
  readonly price: string
  /** Typed by someone: another quantity does not change it. */
  readonly handPrice: boolean
  readonly priceWhy: Reason | null
  readonly floorPrice: string
  readonly discountKind: 'percent' | 'amount' | null
  readonly discountValue: string
  readonly taxRate: string
  readonly optional: boolean
  /** The name of those of which one is taken. */
  readonly alternative: string | null
  readonly chosen: boolean
  readonly parts: readonly Part[] | null
}

const pause = 900

/** Edited here, saved a moment after the last change; what the server refuses stays on the screen with its reason. */
export function useQuoteLines(quote: WholeQuote) {
  const { queries, input } = useSending()
  const [lines, setLines] = useState(() => quote.lines.map(editedOf))
  const [changed, setChanged] = useState(0)
  const [saved, setSaved] = useState(0)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [seen, setSeen] = useState<Pick<WholeQuote, 'version' | 'lines'>>(quote)
  const dirty = changed !== saved
  // someone else's lines arrive while nothing of ours is unsaved; a new head alone changes no line
  const same = quote.version <= seen.version || JSON.stringify(quote.lines) === JSON.stringify(seen.lines)
  if (quote.version > seen.version && (same || !dirty)) setSeen(quote)
  if (!same && !dirty) setLines(old => arrived(quote, old))
  const save = async () => {
    try {
      const done = await quoteCalls.setLines({ id: quote.id, version: seen.version, lines: lines.map(input) })
      setLines(now => now.map(named(lines, done)))
      setSeen(done)
      setReasons([])
      setSaved(changed)
      queries.setQueryData(['quote', quote.id], done)
      await queries.invalidateQueries({ queryKey: ['deal'] })
    } catch (error) {
      setReasons(reasonsOf(error))
      void queries.invalidateQueries({ queryKey: ['quote', quote.id] }) // a conflict shows theirs
    }
  }
  useSoon(changed, saved, save)
  const change = (next: EditedLine[], stamp = changed + 1) => {
    setLines(next)
    setChanged(stamp)
  }
  const meet = (next: EditedLine[], stamp: number) => {
    setSeen(quote)
    setReasons([])
    change(next, stamp)
  }
  const clash =
    dirty && quote.version > seen.version && clashOf(quote, lines, (next, own) => meet(next, own ? changed + 1 : saved))
  return { lines, change: (next: EditedLine[]) => change(next), reasons: reasons.map(onCell), dirty, clash }
}

function useSending() {
  const { given } = useLineRights(quoteEntity)
  return { queries: useQueryClient(), input: (line: EditedLine): LineInput => given(inputOf(line)) }
}

/** New lines have their ids from the server, and lines nobody priced by hand what the lists say for their quantity. */
const named = (sent: readonly EditedLine[], done: WholeQuote) => {
  const at = new Map(sent.map((line, i) => [line.key, { line, saved: done.lines[i] }]))
  return (line: EditedLine): EditedLine => {
    const { line: was, saved } = at.get(line.key) ?? {}
    if (!saved) return line
    const untouched = was?.price === line.price && was.unitQty === line.unitQty && was.unit === line.unit
    return { ...line, id: line.id ?? saved.id, parts: saved.parts, ...(untouched && pricedAs(saved)) }
  }
}

const pricedAs = ({ price, listPrice, floorPrice, handPrice, priceWhy }: WholeQuote['lines'][number]) => ({
  price: price ?? '',
  listPrice: listPrice ?? '',
  floorPrice: floorPrice ?? '',
  handPrice,
  priceWhy,
})

/** `meet` takes the lines that shall stay, and whether they are one's own and have to be saved again. */
function clashOf(quote: WholeQuote, lines: readonly EditedLine[], meet: (next: EditedLine[], own: boolean) => void) {
  const known = new Set(quote.lines.map(line => line.id))
  const mine = lines.map(line => (line.id && known.has(line.id) ? line : { ...line, id: undefined }))
  return { theirs: quote.lines, onMine: () => meet(mine, true), onTheirs: () => meet(arrived(quote, lines), false) }
}

/** Runs a moment after the stamp has changed, one at a time; what changes meanwhile is run for afterwards. */
function useSoon(stamp: number, done: number, run: () => Promise<void>): void {
  const busy = useRef(false)
  const missed = useRef(false)
  const latest = useRef(run)
  const [again, setAgain] = useState(0)
  useEffect(() => {
    latest.current = run
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks for another round
  useEffect(() => {
    if (stamp === done) return
    const timer = setTimeout(async () => {
      missed.current = busy.current
      if (busy.current) return
      busy.current = true
      await latest.current()
      busy.current = false
      if (missed.current) setAgain(n => n + 1)
    }, pause)
    return () => clearTimeout(timer)
  }, [stamp, done, again])
}

const arrived = (quote: WholeQuote, old: readonly EditedLine[]): EditedLine[] =>
  quote.lines.map((line, i) => ({
    ...editedOf(line),
    key: old[i]?.id === line.id ? (old[i]?.key ?? line.id) : line.id,
  }))

const decimal = /^-?\d+(\.\d+)?$/
export const isNumber = (text: string): boolean => decimal.test(text)
const some = (text: string): boolean => isNumber(text) && signOf(text) !== 0

function editedOf(line: WholeQuote['lines'][number]): EditedLine {
  const { id, productId, kind, name, unit, unitQty, discountKind, taxRate, optional, alternative, chosen, parts } = line
  const texts = { code: line.code ?? '', discountValue: line.discountValue ?? '', ...pricedAs(line) }
  const kept = {
    productId,
    kind,
    name,
    unit,
    unitQty,
    discountKind,
    taxRate: taxRate ?? '',
    optional,
    alternative,
    chosen,
    parts: parts ?? null,
  }
  return { key: id, id, ...kept, ...texts }
}

function inputOf(line: EditedLine): LineInput {
  const {
    id,
    productId,
    kind,
    name,
    unit,
    unitQty,
    price,
    discountKind,
    discountValue,
    taxRate,
    optional,
    alternative,
    chosen,
  } = line
  return {
    ...(id && { id }),
    ...(productId ? { productId } : { kind }),
    name,
    unit,
    unitQty: unitQty || '0',
    ...(price !== '' && (line.handPrice || !productId) ? { price } : { handPrice: false }),
    ...(taxRate !== '' && { taxRate }),
    discountKind: some(discountValue) ? (discountKind ?? 'percent') : null,
    discountValue: some(discountValue) ? discountValue : null,
    optional,
    ...(alternative !== null && { alternative, chosen }),
  }
}

/** The editor has one cell for the product. */
const onCell = (reason: Reason): Reason =>
  reason.path ? { ...reason, path: reason.path.replace(/\.productId$/, '.name') } : reason
