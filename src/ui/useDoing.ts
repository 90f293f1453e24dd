import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from './problems.ts'

/** One of several things done at a time: which is under way, and why the last one was refused. */
export function useDoing(refresh: () => Promise<unknown>) {
  const [busy, setBusy] = useState<string>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const doing = async (what: string, run: () => Promise<unknown>) => {
    setBusy(what)
    setRefused([])
    try {
      await run()
      await refresh()
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(undefined)
    }
  }
  return { busy, refused, doing }
}
