import { Socket } from 'node:net'

/** Sends what is written in one turn of the event loop in one system call: a trip of twelve statements is one. */
export class BatchSocket extends Socket {
  #waiting: Uint8Array[] = []

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of Socket.connect, passed on as they came
  override connect(...args: any[]): this {
    Reflect.apply(super.connect, this, args)
    // connecting gives every socket Node's own `write` again
    Reflect.deleteProperty(this, 'write')
    return this
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of Socket.write, passed on as they came
  override write(...args: any[]): boolean {
    const [chunk] = args
    if (args.length > 1 || !(chunk instanceof Uint8Array)) {
      this.#flush()
      return Reflect.apply(super.write, this, args)
    }
    // after the promises that are ready now: a verb starts its reads one after the other
    if (this.#waiting.push(chunk) === 1) process.nextTick(() => this.#flush())
    return true
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of Socket.end, passed on as they came
  override end(...args: any[]): this {
    this.#flush()
    return Reflect.apply(super.end, this, args)
  }

  #flush(): void {
    const going = this.#waiting
    if (going.length === 0) return
    this.#waiting = []
    super.write(Buffer.concat(going))
  }
}
