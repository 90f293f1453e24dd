import { Socket } from 'node:net'

/** Sends what is written in one turn of the event loop in one system call: a trip of twelve statements is one. */
export class BatchSocket extends Socket {
  #held = false

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of Socket.write, passed on as they came
  override write(...args: any[]): boolean {
    if (!this.#held) {
      this.#held = true
      this.cork()
      // after the promises that are ready now: a verb starts its reads one after the other
      process.nextTick(() => {
        this.#held = false
        this.uncork()
      })
    }
    return Reflect.apply(super.write, this, args)
  }
}
