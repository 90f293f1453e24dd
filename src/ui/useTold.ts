import { reasonsOf } from './problems.ts'
import { useToast } from './Toast.tsx'
import { useReason } from './useText.tsx'

/** What the server refuses is said; what it did may be, too. */
export function useTold(): (work: Promise<unknown>, done?: string) => Promise<void> {
  const tell = useToast()
  const say = useReason()
  return async (work, done) => {
    try {
      await work
      if (done) tell(done)
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    }
  }
}
