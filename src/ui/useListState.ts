import { useCallback, useMemo } from 'react'
import type { Field } from '#meta/entity.ts'
import { usePlace } from './Link.tsx'
import { type ListState, readListState, writeListState } from './listState.ts'

export function useListState(fields: readonly Field[]) {
  const { path, search, go } = usePlace()
  const state = useMemo(() => readListState(search, fields), [search, fields])
  const put = useCallback(
    (part: Partial<ListState>) => go(path + writeListState(search, { ...state, ...part }), { replace: true }),
    [go, path, search, state],
  )
  return { state, put }
}
