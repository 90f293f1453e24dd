import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useEntryMemory } from './useEntryState.ts'

type Options = {
  box: RefObject<HTMLDivElement | null>
  rows: readonly { readonly id: string }[]
  rowHeight: number
  /** What the list asks for: another question begins at the top. */
  question: string
  /** Asks for more rows. */
  onEnd: () => void
}

type Place = { readonly top: number; readonly question: string }
/** The first row in sight, which stays where it is when rows come or go above it. */
type Anchor = { readonly id: string; readonly at: number }

/** A table scrolls without jumps: rows that arrive push nothing, and going back finds the place where one was, which is answered. */
export function useTableScroll({ box, rows, rowHeight, question, onEnd }: Options): number {
  const { found, remember } = useEntryMemory<Place>('list.scroll')
  const [start] = useState(found?.question === question ? found.top : 0)
  const goal = useRef(start)
  const anchor = useRef<Anchor>(undefined)
  const asked = useRef(question)
  const latest = useRef({ rows, question })
  latest.current = { rows, question }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (asked.current !== question) {
      asked.current = question
      anchor.current = undefined
      goal.current = 0
      element.scrollTop = 0
    } else if (goal.current > 0) {
      // as far as there are rows; the rest is asked for, page by page
      element.scrollTop = goal.current
      if (rows.length * rowHeight >= goal.current + element.clientHeight) goal.current = 0
      else onEnd()
    } else {
      const shift = shiftOf(anchor.current, rows, element.scrollTop >= rowHeight)
      if (shift !== 0) element.scrollTop += shift * rowHeight
    }
  }, [box, rows, rowHeight, question, onEnd])

  const moved = useCallback(
    (top: number) => {
      const at = Math.floor(top / rowHeight)
      const id = latest.current.rows[at]?.id
      anchor.current = id === undefined ? undefined : { id, at }
      if (goal.current === 0) remember({ top, question: latest.current.question })
    },
    [rowHeight, remember],
  )
  useScrolling(box, goal, moved)
  return start
}

/** By how many rows the anchor has moved; at the top nothing is held, so that what is new is seen. */
function shiftOf(anchor: Anchor | undefined, rows: Options['rows'], held: boolean): number {
  if (!anchor || !held || rows[anchor.at]?.id === anchor.id) return 0
  const at = rows.findIndex(row => row.id === anchor.id)
  return at < 0 ? 0 : at - anchor.at
}

function useScrolling(box: Options['box'], goal: RefObject<number>, moved: (top: number) => void): void {
  useEffect(() => {
    const element = box.current
    if (!element) return
    const scrolled = () => moved(element.scrollTop)
    // a wheel, a finger or a key says that the person has other plans than going back
    const own = () => {
      goal.current = 0
    }
    const plans = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const
    element.addEventListener('scroll', scrolled, { passive: true })
    for (const plan of plans) element.addEventListener(plan, own, { passive: true })
    return () => {
      element.removeEventListener('scroll', scrolled)
      for (const plan of plans) element.removeEventListener(plan, own)
    }
  }, [box, goal, moved])
}
