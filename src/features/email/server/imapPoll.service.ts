// Looks into the mailbox again and again, one look after the other.
import { type ImapIn, readImap } from './imapIn.service.ts'

export type Poller = { stop(): Promise<void> }

const every = 60_000

export function startImap(options: ImapIn): Poller {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    await readImap(options).catch(options.failed)
    if (!stopped) timer = setTimeout(again, every)
  }
  let running = look()
  const again = (): void => {
    running = look()
  }
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      return running
    },
  }
}
