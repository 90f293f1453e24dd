import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import type { Import } from '../import.schema.ts'
import { importCalls } from './useImportCalls.ts'

const isAtWork = ({ state }: Pick<Import, 'state'>): boolean => state === 'checking' || state === 'running'

/** One's import, asked again while somebody works at it: the address is all one needs to come back. */
export function useImport(id: string) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: () => importCalls.get({ id }),
    refetchInterval: query => (query.state.data && isAtWork(query.state.data) ? 1000 : false),
  })
}

/** What was refused so far; asked again when the count has grown. */
export const useVerdict = ({ id, state, rowsRefused }: Import) =>
  useQuery({
    queryKey: ['import', id, 'verdict', state, rowsRefused],
    queryFn: () => importCalls.verdict({ id }),
  })

/** A press that may be refused: its reasons stand where it was pressed. */
export function useAct() {
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setReasons([])
    await work().catch((error: unknown) => setReasons(reasonsOf(error)))
    setBusy(false)
  }
  return { act, busy, reasons }
}
