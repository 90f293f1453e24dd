import { useQueryClient } from '@tanstack/react-query'
import { useToast } from '#ui/Toast.tsx'

/** What a line of Home asked for is done: everything that shows it is asked again, and it is said. */
export function useSettled(onClose: () => void): (said: string) => Promise<void> {
  const queries = useQueryClient()
  const tell = useToast()
  return async said => {
    const stale = ['home', 'lead', 'deal', 'order', 'handoff', 'approval', 'need', 'promise', 'counts', 'followup']
    await Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] })))
    tell(said)
    onClose()
  }
}
