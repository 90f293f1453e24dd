import { useState } from 'react'
import type { ListQuery } from '#kernel/api.ts'
import { deedsOf } from './bulk.ts'
import type { ListRow, RecordListProps } from './RecordList.tsx'
import { usePicked } from './usePicked.ts'
import { mayDo, useAnySession } from './useSession.tsx'

type Asked<R> = { readonly rows: readonly R[]; readonly query: Partial<ListQuery> }

/** On a desk rows are picked by their box; on a phone the cards show one when they are asked to. */
export function usePicking<R extends ListRow>({ entity, bulk, load }: RecordListProps<R>, { rows, query }: Asked<R>) {
  const session = useAnySession()
  const [picking, setPicking] = useState(false)
  const pick = usePicked<R>({ rows, query, load })
  const deeds = bulk ? deedsOf(entity, bulk, permission => mayDo(session, permission)) : []
  return {
    deeds,
    pick,
    picking,
    setPicking: (on: boolean) => {
      setPicking(on)
      if (!on) pick.none()
    },
  }
}
