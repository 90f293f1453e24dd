import type { ReactNode } from 'react'

/** A table that is wider than its card: it scrolls sideways, and whose figures they are stays in sight. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard
    <section className="tbl-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
