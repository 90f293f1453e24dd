// A process that is told what it works with once, and then to run slices.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measure } from './plan.ts'

export type Order = {
  readonly measure: Measure
  /** The floor's plans: as PostgreSQL chooses, or one for all values. */
  readonly plans?: 'free' | 'fixed'
  readonly clients: number
  readonly ms: number
  /** The requests are number `first`, `first + step`, … and no more than `most`. */
  readonly first: number
  readonly step: number
  readonly most: number
}
/** `taken`: how many numbers are used up. */
export type Slice = {
  readonly perSecond: number
  readonly p50: number
  readonly taken: number
  readonly failed: number
}
export const mostClients = 8

export type Run = (order: Order) => Promise<Slice>

export function serve<Start>(begin: (start: Start) => Promise<Run>): void {
  let run: Run | undefined
  process.on('message', async (message: { start?: Start; order?: Order }) => {
    if (message.start) run = await begin(message.start)
    process.send?.(message.order && run ? await run(message.order) : {})
  })
}

/** Every client takes the next number until the time is over; the slice lasts until its last answer. */
export async function turns(order: Order, turn: (i: number, who: number) => Promise<boolean>): Promise<Slice> {
  const times: number[] = []
  let next = 0
  let failed = 0
  const begun = performance.now()
  const client = async (who: number) => {
    while (performance.now() - begun < order.ms && next < order.most) {
      const at = performance.now()
      if (await turn(next++, who)) times.push(performance.now() - at)
      else failed++
    }
  }
  await Promise.all(Array.from({ length: order.clients }, (_, who) => client(who)))
  const seconds = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  return { perSecond: times.length / seconds, p50: times[times.length >> 1] ?? 0, taken: next, failed }
}

export class Worker {
  readonly #child: ChildProcess

  constructor(file: string) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), [], { serialization: 'advanced' })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async start(start: object): Promise<void> {
    await this.#ask({ start })
  }

  run(order: Order): Promise<Slice> {
    return this.#ask({ order }) as Promise<Slice> // what `serve` sends for an order
  }

  end(): void {
    this.#child.kill()
  }

  #ask(message: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('a worker ended'))
      this.#child.once('exit', gone)
      this.#child.once('message', answer => {
        this.#child.off('exit', gone)
        resolve(answer)
      })
      this.#child.send(message)
    })
  }
}
