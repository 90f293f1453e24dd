import { type RefObject, useLayoutEffect, useRef } from 'react'

/** When the ball lies on another leg than before, it travels there: the one thing that moves on the page. */
export function useBallTravel(where: string): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null)
  const last = useRef<{ where: string; left: number } | undefined>(undefined)
  useLayoutEffect(() => {
    const ball = list.current?.querySelector<HTMLElement>('.ball')
    if (!ball) return
    const left = ball.getBoundingClientRect().left
    const before = last.current
    last.current = { where, left }
    if (!before || before.where === where || Math.abs(before.left - left) < 2 || !ball.animate) return
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    ball.animate([{ transform: `translateX(${before.left - left}px)` }, { transform: 'none' }], {
      duration: 420,
      easing: 'cubic-bezier(.5, 0, .1, 1)',
    })
  }, [where])
  return list
}
