import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import type { PriceListLine, PriceListLines } from '../priceList.schema.ts'
import { priceCalls } from './usePriceCalls.ts'

/** A price while it is edited: every value as text, as it was typed. */
export interface EditedPrice {
  readonly key: string
  readonly id: string | undefined
  readonly productId: string
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly minQty: string
  readonly price: string
  readonly floorPrice: string
}

const editedOf = (line: PriceListLine): EditedPrice => ({ ...line, key: line.id, floorPrice: line.floorPrice ?? '' })

/** Only what changed is sent: of ten thousand prices, the one. */
export function usePriceLines(listId: string, known: PriceListLines) {
  const queries = useQueryClient()
  const [seen, setSeen] = useState(known)
  const [lines, setLines] = useState(() => known.items.map(editedOf))
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const before = new Map(seen.items.map(line => [line.id, line]))
  const put = lines.filter(line => isChanged(line, before.get(line.id ?? '')))
  const kept = new Set(lines.map(line => line.id))
  const drop = seen.items.flatMap(line => (kept.has(line.id) ? [] : [line.id]))
  const changed = put.length + drop.length
  const arrive = (next: PriceListLines) => {
    setSeen(next)
    setLines(next.items.map(editedOf))
    setReasons([])
  }
  // somebody else's prices arrive while nothing of ours is unsaved
  if (known.version > seen.version && changed === 0) arrive(known)
  const save = async () => {
    setBusy(true)
    try {
      const done = await priceCalls.editLines({ id: listId, version: seen.version, put: put.map(inputOf), drop })
      arrive(done)
      queries.setQueryData(['priceList', listId, 'lines'], done)
      await queries.invalidateQueries({ queryKey: ['priceList'] })
      return true
    } catch (error) {
      const rows = new Map(put.map((line, i) => [String(i), lines.indexOf(line)]))
      setReasons(reasonsOf(error).map(one => placed(one, rows)))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { lines, setLines, changed, save, busy, reasons, undo: () => arrive(known) }
}

const isChanged = (line: EditedPrice, old: PriceListLine | undefined): boolean =>
  !old ||
  line.unit !== old.unit ||
  line.minQty !== old.minQty ||
  line.price !== old.price ||
  line.floorPrice !== (old.floorPrice ?? '')

const inputOf = ({ id, productId, unit, minQty, price, floorPrice }: EditedPrice) => ({
  ...(id && { id }),
  productId,
  unit,
  minQty: minQty || '0',
  price: price || '0',
  floorPrice: floorPrice || null,
})

/** The server counts what was sent, the page all lines. */
const placed = (reason: Reason, rows: ReadonlyMap<string, number>): Reason => {
  const path = reason.path
    ?.replace(/^(?:lines|put)\.(\d+)/, (_, n: string) => `lines.${rows.get(n) ?? n}`)
    // a product stands in the cell of its name
    .replace(/\.(?:id|productId)$/, '.name')
  return path === undefined ? reason : { ...reason, path }
}
