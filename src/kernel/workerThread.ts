// One thread for a kind of heavy work: it starts when first asked, answers in order, and goes after a minute's rest,
// its memory with it.
import { type TransferListItem, Worker } from 'node:worker_threads'

export type Asked<Ask> = { readonly id: number; readonly ask: Ask }
export type Answered<Answer> = { readonly id: number } & (
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly error: string }
)
type Waiting<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }

export type ThreadRules = {
  /** Milliseconds that one answer may take; then the thread is ended. */
  readonly longest: number
  /** Megabytes of its heap; a file that needs more ends the thread, not the server. */
  readonly heap?: number
}

const idle = 60_000
const tooLong = () => Object.assign(new Error('the thread took too long'), { code: 'ERR_THREAD_TOO_LONG' })

export class WorkerThread<Ask, Answer> {
  readonly #file: URL
  readonly #rules: ThreadRules
  readonly #waiting = new Map<number, Waiting<Answer>>()
  #worker: Worker | undefined
  #rest: ReturnType<typeof setTimeout> | undefined
  #last = 0

  constructor(file: URL, rules: ThreadRules) {
    this.#file = file
    this.#rules = rules
  }

  get waiting(): number {
    return this.#waiting.size
  }

  ask(ask: Ask, moved: readonly TransferListItem[] = []): Promise<Answer> {
    const id = ++this.#last
    const worker = this.#worker ?? this.#start()
    clearTimeout(this.#rest)
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#fail(tooLong()), this.#rules.longest)
      const settled = <V>(settle: (value: V) => void) => {
        return (value: V): void => {
          clearTimeout(late)
          this.#waiting.delete(id)
          if (this.#waiting.size === 0) this.#rest = setTimeout(() => this.#stop(), idle).unref()
          settle(value)
        }
      }
      this.#waiting.set(id, { resolve: settled(resolve), reject: settled(reject) })
      worker.postMessage({ id, ask } satisfies Asked<Ask>, [...moved])
    })
  }

  #start(): Worker {
    const { heap } = this.#rules
    const made = new Worker(this.#file, heap === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heap } })
    made.on('message', (message: Answered<Answer>) => {
      const asked = this.#waiting.get(message.id)
      if (message.ok) asked?.resolve(message.answer)
      else asked?.reject(new Error(message.error))
    })
    made.on('error', error => this.#fail(error instanceof Error ? error : new Error(String(error))))
    // after its listeners: they would hold the process
    made.unref()
    this.#worker = made
    return made
  }

  #fail(error: Error): void {
    this.#stop()
    for (const asked of [...this.#waiting.values()]) asked.reject(error)
  }

  #stop(): void {
    const gone = this.#worker
    this.#worker = undefined
    if (gone) void gone.terminate()
  }
}
