import { useWindowVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useEntryMemory } from './useEntryState.ts'

type Rows = readonly { readonly id: string }[]

/** Cards scroll with the page, without jumps. They differ in height: going back, the page is as long as it was only with the heights that were measured. */
export function useCardScroll(box: RefObject<HTMLElement | null>, rows: Rows): Virtualizer<Window, Element> {
  const { found, remember } = useEntryMemory<VirtualItem[]>('list.cards')
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 92,
    getItemKey: at => rows[at]?.id ?? at,
    overscan: 6,
    scrollMargin: box.current?.offsetTop ?? 0,
    initialRect: { width: 390, height: 844 },
    initialMeasurementsCache: found ?? [],
  })
  useHeldCard(virtual, rows)
  useEffect(() => {
    if (!virtual.isScrolling) remember(virtual.takeSnapshot())
  })
  return virtual
}

/** Cards that come or go above push nothing under the reader's eyes. */
function useHeldCard(virtual: Virtualizer<Window, Element>, rows: Rows): void {
  const held = useRef<{ id: string; start: number }>(undefined)
  const seen = useRef(rows)
  const top = virtual.scrollOffset ?? 0
  const items = virtual.getVirtualItems()
  const first = items.find(item => item.end > top) ?? items[0]
  useLayoutEffect(() => {
    const was = held.current
    const at = was && seen.current !== rows && top > 0 ? rows.findIndex(row => row.id === was.id) : -1
    const now = virtual.measurementsCache[at]?.start
    if (was && now !== undefined && now !== was.start) window.scrollBy(0, now - was.start)
    seen.current = rows
    const id = first && rows[first.index]?.id
    held.current = id === undefined ? undefined : { id, start: first?.start ?? 0 }
  })
}
