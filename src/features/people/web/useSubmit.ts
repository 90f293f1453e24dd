import { type FormEvent, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'

/** A short form that keeps nothing: what was refused is shown at its field, the rest above. */
export function useSubmit(run: () => Promise<unknown>) {
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (busy) return
    setBusy(true)
    setReasons([])
    try {
      await run()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, reasons, submit }
}
