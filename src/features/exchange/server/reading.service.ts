// Files are opened beside the server, never in it: one thread, a bounded queue, and what a file costs too much
// of ends the thread alone.
import { Refusal } from '#kernel/refusal.ts'
import { WorkerThread } from '#kernel/workerThread.ts'
import type { PlannedRow } from '../exchange.schema.ts'
import type { FileWish } from '../read/file.ts'
import type { Batch, FileAnswer, FileAsk, Opened, Planned, Wanted } from '../read/fileThread.ts'
import type { PlannedLine } from '../read/warnings.ts'

const thread = new WorkerThread<FileAsk, FileAnswer>(new URL('../read/fileThread.ts', import.meta.url), {
  longest: 120_000,
  heap: 2048,
})
const mostWaiting = 6

async function ask(wish: FileAsk): Promise<Extract<FileAnswer, { ok: true }>> {
  const answer = await thread.ask(wish).catch((error: unknown) => {
    throw isTooHeavy(error) ? new Refusal('exchange.fileTooHeavy') : error
  })
  if (!answer.ok) throw new Refusal(answer.reasons)
  return answer
}

const tooHeavy: readonly unknown[] = ['ERR_WORKER_OUT_OF_MEMORY', 'ERR_THREAD_TOO_LONG']
const isTooHeavy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && tooHeavy.includes(error.code)

export async function openFile(bytes: Uint8Array, wish: FileWish): Promise<Opened> {
  // each upload holds its file and a connection meanwhile
  if (thread.waiting >= mostWaiting) throw new Refusal('exchange.readingBusy', 'tooMany')
  const answer = await ask({ do: 'open', bytes, ...wish })
  if (!('opened' in answer)) throw new Error('another question was answered')
  return answer.opened
}

/** The file as it was read when it came. */
export const wishOf = ({ encoding, sheet }: Pick<Opened, 'encoding' | 'sheet'>): FileWish => ({
  encoding: encoding ?? undefined,
  sheet: sheet ?? undefined,
})

export async function planFile(bytes: Uint8Array, wish: FileWish, wanted: Wanted): Promise<Planned> {
  const answer = await ask({ do: 'plan', bytes, ...wish, ...wanted })
  if (!('planned' in answer)) throw new Error('another question was answered')
  return answer.planned
}

export const rowsOf = ({ bytes }: Batch): PlannedLine[] =>
  JSON.parse(new TextDecoder().decode(bytes)) as (PlannedRow & PlannedLine)[] // the thread wrote them as such
