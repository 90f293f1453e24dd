import { lazy, Suspense } from 'react'
import type { PasteProps } from './PasteSheet.tsx'

// a page of lines is light until somebody pastes some
const Loaded = lazy(async () => ({ default: (await import('./PasteSheet.tsx')).PasteSheet }))

export function PasteLines<L>(props: PasteProps<L>) {
  // `lazy` forgets that the sheet is of any kind of line; its props are of one
  const Sheet = Loaded as (props: PasteProps<L>) => React.ReactNode
  return (
    <Suspense fallback={null}>
      <Sheet {...props} />
    </Suspense>
  )
}
