// Record pages of one feature show parts of another (timeline, files, thread strip) without importing it: the
// app plugs the parts in, the page names the place.
import { type ComponentType, createContext, type ReactNode, Suspense, useContext } from 'react'

export type SlotProps = { readonly entity: string; readonly id: string }
/** `strip`: thread strip · `timeline`: composer and history · `files`: attachments · `related`: lists of what hangs on the record. */
export type SlotName = 'strip' | 'timeline' | 'files' | 'related'
export type Slots = Readonly<Partial<Record<SlotName, readonly ComponentType<SlotProps>[]>>>

const SlotsContext = createContext<Slots>({})
export const SlotsProvider = SlotsContext.Provider

export function Slot({
  name,
  fallback = null,
  ...props
}: SlotProps & { readonly name: SlotName; readonly fallback?: ReactNode }) {
  const parts = useContext(SlotsContext)[name] ?? []
  return parts.map((Part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed when the app is built
    <Suspense key={at} fallback={fallback}>
      <Part {...props} />
    </Suspense>
  ))
}
