import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { WholeOrder } from '#features/order/order.schema.ts'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import type { ChangeAction, WholeChange } from '../change.schema.ts'
import { actionsOf, type Draft, draftOf, inPlace, type Told } from '../editing.rules.ts'
import { changeCalls, useRefresh } from './useChangeCalls.ts'

type Editing = {
  readonly order: WholeOrder
  /** A draft that is edited; a new one has none. */
  readonly change?: WholeChange
  readonly onDone: (id: string) => void
}

/** What somebody types of a change, and what it would come to. What others save meanwhile is neither undone nor overruled. */
export function useEditing(editing: Editing) {
  const { order: now, change: theirs } = editing
  const [order, setOrder] = useState(now)
  const [draft, setDraft] = useState<Draft>(() => draftOf(order, theirs?.actions))
  const [reason, setReason] = useState(theirs?.reason ?? '')
  const told = actionsOf(order, draft)
  const { actions, places } = told
  // another change was applied: what is typed here is asked of the order as it is now
  if (now.revision !== order.revision) {
    setOrder(now)
    setDraft(draftOf(now, actions))
  }
  const { change, isClash, settle } = useClash(theirs)
  const preview = usePreview(now, actions)
  const { refused, calm, busy, save } = useSending({ ...editing, ...(change && { change }) }, reason, told)
  const unread = preview.error && actions.length > 0 ? inPlace(reasonsOf(preview.error), places) : []
  const put = (next: Draft, why = reason) => {
    setDraft(next)
    setReason(why)
    calm()
  }
  const there = draftOf(order, theirs?.actions)
  return {
    ...{ draft, reason, actions, preview, busy, save, put, isClash },
    /** What stands in the way of saving, or of adding it up: said below the lines as well. */
    refused: [...refused, ...unread],
    /** All of it, in the editor's own places. */
    reasons: [...refused, ...unread, ...inPlace(preview.data?.reasons ?? [], places)],
    theirs: there.lines,
    keepMine: () => {
      settle()
      calm()
    },
    takeTheirs: () => {
      settle()
      put(there, theirs?.reason)
    },
  }
}

const saidOf = (change: WholeChange | undefined): string => JSON.stringify([change?.reason, change?.actions])

/** C128: that the page has heard of another version does not mean that whoever types has seen it. */
function useClash(theirs: WholeChange | undefined) {
  const [change, setChange] = useState(theirs)
  const isLater = (theirs?.version ?? 0) > (change?.version ?? 0)
  return { change, isClash: isLater && saidOf(theirs) !== saidOf(change), settle: () => setChange(theirs) }
}

function usePreview({ id, version }: WholeOrder, actions: readonly ChangeAction[]) {
  const asked = useDeferredValue(JSON.stringify(actions))
  return useQuery({
    queryKey: ['change', 'sketch', id, version, asked],
    queryFn: () => changeCalls.sketch({ orderId: id, actions: JSON.parse(asked) }), // what was just written
    enabled: actions.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
}

function useSending({ order, change, onDone }: Editing, reason: string, { actions, places }: Told) {
  const refresh = useRefresh()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const save = async (submit: boolean) => {
    setBusy(true)
    try {
      const made = change
        ? await changeCalls.edit({ id: change.id, version: change.version, reason, actions })
        : await changeCalls.create({ orderId: order.id, reason, actions })
      // what cannot be submitted is kept as a draft: its page says why
      if (submit) await changeCalls.submit({ id: made.id, version: made.version }).catch(() => undefined)
      await refresh()
      onDone(made.id)
    } catch (error) {
      // where they stood when it was sent
      setRefused(inPlace(reasonsOf(error), places))
      setBusy(false)
      // a conflict shows what the others have written
      void refresh()
    }
  }
  return { refused, calm: () => setRefused([]), busy, save }
}
