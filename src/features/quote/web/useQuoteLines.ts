import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { signOf } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
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
  readonly discountKind: 'percent' | 'amount' | null
  readonly discountValue: string
  readonly taxRate: string
  readonly optional: boolean
  readonly chosen: boolean
}

const pause = 900

/** Edited here, saved a moment after the last change; what the server refuses stays on the screen with its reason. */
export function useQuoteLines(quote: WholeQuote) {
  const queries = useQueryClient()
  const [lines, setLines] = useState(() => quote.lines.map(editedOf))
  const [changed, setChanged] = useState(0)
  const [saved, setSaved] = useState(0)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [seen, setSeen] = useState(quote.version)
  const busy = useRef(false)
  const version = useRef(quote.version)
  const dirty = changed !== saved

  // someone else's change arrives while nothing of ours is unsaved
  if (quote.version > seen && !dirty) {
    setSeen(quote.version)
    setLines(old =>
      quote.lines.map((line, i) => ({
        ...editedOf(line),
        key: old[i]?.id === line.id ? (old[i]?.key ?? line.id) : line.id,
      })),
    )
  }
  useEffect(() => {
    if (!dirty) version.current = quote.version
  }, [dirty, quote.version])

  useEffect(() => {
    if (changed === saved) return
    const timer = setTimeout(async () => {
      if (busy.current) return
      busy.current = true
      try {
        const sent = lines
        const done = await quoteCalls.setLines({ id: quote.id, version: version.current, lines: sent.map(inputOf) })
        version.current = done.version
        const ids = new Map(sent.map((line, i) => [line.key, done.lines[i]?.id]))
        setLines(now => now.map(line => (line.id ? line : { ...line, id: ids.get(line.key) })))
        setSeen(done.version)
        setReasons([])
        setSaved(changed)
        queries.setQueryData(['quote', quote.id], done)
        await queries.invalidateQueries({ queryKey: ['deal'] })
      } catch (error) {
        setReasons(reasonsOf(error))
      } finally {
        busy.current = false
      }
    }, pause)
    return () => clearTimeout(timer)
  }, [changed, saved, lines, quote.id, queries])

  const change = (next: EditedLine[]) => {
    setLines(next)
    setChanged(n => n + 1)
  }
  return { lines, change, reasons: reasons.map(onCell), dirty }
}

const decimal = /^-?\d+(\.\d+)?$/
export const isNumber = (text: string): boolean => decimal.test(text)
const some = (text: string): boolean => isNumber(text) && signOf(text) !== 0

function editedOf(line: WholeQuote['lines'][number]): EditedLine {
  const { id, productId, kind, name, unit, unitQty, price, discountKind, taxRate, optional, chosen } = line
  const texts = { code: line.code ?? '', listPrice: line.listPrice ?? '', discountValue: line.discountValue ?? '' }
  return { key: id, id, productId, kind, name, unit, unitQty, price, discountKind, taxRate, optional, chosen, ...texts }
}

function inputOf(line: EditedLine): LineInput {
  const { id, productId, kind, name, unit, unitQty, price, discountKind, discountValue, taxRate, optional } = line
  return {
    ...(id && { id }),
    ...(productId ? { productId } : { kind }),
    name,
    unit,
    unitQty: unitQty || '0',
    ...(price !== '' && { price }),
    ...(taxRate !== '' && { taxRate }),
    discountKind: some(discountValue) ? (discountKind ?? 'percent') : null,
    discountValue: some(discountValue) ? discountValue : null,
    optional,
  }
}

/** The editor has one cell for the product. */
const onCell = (reason: Reason): Reason =>
  reason.path ? { ...reason, path: reason.path.replace(/\.productId$/, '.name') } : reason
