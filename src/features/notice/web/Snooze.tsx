import { useQuery } from '@tanstack/react-query'
import { SnoozePick } from '#ui/SnoozePick.tsx'
import type { Notice } from '../notice.schema.ts'
import { noticeCalls } from './useNotices.ts'

/** Gone until then. */
export function Snooze({ id, onDone }: Pick<Notice, 'id'> & { onDone: () => Promise<unknown> }) {
  const times = useQuery({ queryKey: ['notice', 'times'], queryFn: () => noticeCalls.times({}), staleTime: 60_000 })
  return <SnoozePick times={times.data} onPick={until => noticeCalls.snooze({ id, until }).then(onDone)} />
}
