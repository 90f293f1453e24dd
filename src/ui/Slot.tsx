// Record pages of one feature show parts of another (timeline, files, thread strip) without importing it: the
// app plugs the parts in, the page names the place. A part's place is kept while it loads, so that nothing jumps.
import { type ComponentType, createContext, Suspense, useContext } from 'react'
import { CardSkeleton, RowsSkeleton } from './CardSkeleton.tsx'
import { StripSkeleton } from './ThreadStrip.tsx'
import { mayDo, useAnySession } from './useSession.tsx'

export type SlotProps = {
  readonly entity: string
  readonly id: string
  /** The record's work is over: notes may be added, nothing else. */
  readonly closed?: boolean
  /** It lies in a pool, and whoever looks has yet to take it: nothing is written to it, little is shown. */
  readonly shared?: boolean
}
/** `top`: above a list, its neighbours of another feature · `approval`: who was asked about the record and what they said · `credit`: what a payer's credit is used for · `strip`: thread strip · `origin`: below the head, what the record came of · `timeline`: composer and history · `files`: attachments · `related`: lists of what hangs on the record · `links`: pages given out to people without an account · `overview`: above what waits for the person · `home`: beside it · `next`: what the work goes on with, first in the bar of moves · `team`: above the team's figures. */
export type SlotName =
  | 'top'
  | 'approval'
  | 'credit'
  | 'strip'
  | 'origin'
  | 'timeline'
  | 'files'
  | 'related'
  | 'links'
  | 'overview'
  | 'home'
  | 'next'
  | 'team'
export type SlotPart = {
  readonly Part: ComponentType<SlotProps>
  /** The records it stands on; without them, all. Elsewhere it is not even loaded. */
  readonly on?: readonly string[]
  /** Who sees it: a permission. */
  readonly access?: string
  /** Stands also on what is only shared. */
  readonly shared?: true
}
export type Slots = Readonly<Partial<Record<SlotName, readonly SlotPart[]>>>

const SlotsContext = createContext<Slots>({})
export const SlotsProvider = SlotsContext.Provider

export function Slot({ name, ...props }: SlotProps & { readonly name: SlotName }) {
  const parts = useContext(SlotsContext)[name] ?? []
  const session = useAnySession()
  const Fallback = fallbacks[name]
  return parts.map(({ Part, on, access, shared }, at) =>
    (on && !on.includes(props.entity)) || (props.shared && !shared) || !mayDo(session, access) ? null : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed when the app is built
      <Suspense key={at} fallback={<Fallback />}>
        <Part {...props} />
      </Suspense>
    ),
  )
}

const OneRow = () => <CardSkeleton rows={1} />
// within a card
const RowAlone = () => <RowsSkeleton rows={1} />
const Tall = () => <CardSkeleton rows={12} />
// most people have none
const Nothing = () => null
const fallbacks: Readonly<Record<SlotName, ComponentType>> = {
  top: Nothing,
  approval: Nothing,
  credit: OneRow,
  strip: StripSkeleton,
  origin: Nothing,
  timeline: Tall,
  files: OneRow,
  related: OneRow,
  links: RowAlone,
  overview: Nothing,
  home: Tall,
  next: Nothing,
  team: Nothing,
}
