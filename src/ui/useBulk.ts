import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { newId } from '#kernel/ids.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type BatchAnswer, batchApi } from '#meta/batch.api.ts'
import type { Deed } from './bulk.ts'
import type { Row } from './kinds/kind.ts'
import { Offline, reasonsOf } from './problems.ts'
import { send } from './send.ts'

export type Chosen = Row & { readonly id: string }
export type Refused<R> = { readonly row: R; readonly reasons: readonly Reason[] }
export type BulkState<R> = {
  readonly deed: Deed
  readonly count: number
  readonly tried: number
  readonly done: number
  readonly refused: readonly Refused<R>[]
  readonly running: boolean
  /** Something that is no row's fault ended it. */
  readonly broke: readonly Reason[]
}

/** So many at a time: what is done shows, and a stop comes soon. */
const chunk = 100
const waits = [1000, 2000, 4000]

/** Rows go out by the hundred, each chunk under a key of its own: one whose answer was lost is sent again, and nothing twice. */
export function useBulk<R extends Chosen>(entity: string, onEnd: (done: readonly string[]) => void) {
  const queries = useQueryClient()
  const [state, setState] = useState<BulkState<R>>()
  const stopping = useRef(false)

  const run = async (deed: Deed, rows: readonly R[], values: Row) => {
    stopping.current = false
    let now: BulkState<R> = { deed, count: rows.length, tried: 0, done: 0, refused: [], running: true, broke: [] }
    const done: string[] = []
    setState(now)
    for (let at = 0; at < rows.length && !stopping.current && now.broke.length === 0; at += chunk) {
      const part = rows.slice(at, at + chunk)
      try {
        const { items } = await sendRows(part.map(row => deed.rowFor(entity, row.id, values)))
        const refused = items.flatMap(({ ok, index, reasons = [] }) => {
          const row = part[index]
          return ok || !row ? [] : [{ row, reasons }]
        })
        done.push(...items.flatMap(({ ok, index }) => (ok ? (part[index]?.id ?? []) : [])))
        now = { ...now, tried: at + part.length, done: done.length, refused: [...now.refused, ...refused] }
      } catch (error) {
        now = { ...now, broke: reasonsOf(error) }
      }
      setState(now)
    }
    setState({ ...now, running: false })
    await queries.invalidateQueries({ queryKey: [entity] })
    onEnd(done)
  }
  const stop = () => {
    stopping.current = true
  }
  return { state, run, stop, close: () => setState(undefined) }
}

async function sendRows(rows: readonly object[]): Promise<BatchAnswer> {
  const { method, path } = batchApi.run
  const call = { method, path, query: {}, body: { mode: 'each', rows }, key: newId() }
  for (const wait of [...waits, 0]) {
    try {
      return (await send(call)) as BatchAnswer // its endpoint's reply
    } catch (error) {
      if (!(error instanceof Offline) || wait === 0) throw error
      await new Promise(later => setTimeout(later, wait))
    }
  }
  throw new Offline()
}
