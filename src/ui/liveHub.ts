// One EventSource for all tabs of a browser: the tab that holds the lock listens, the others hear it over a channel.
// When that tab closes, the lock passes on and the next one continues after the last event anyone saw.

/** `gone`: deleted, or no longer one's own to see. */
export type LiveEvent = { entity: string; id: string; version?: number; gone?: true }
export type LiveMessage =
  | { kind: 'event'; lastId: string; event: LiveEvent }
  | { kind: 'place'; lastId: string }
  | { kind: 'reset' }
  | { kind: 'state'; connected: boolean }

type Options = {
  url: string
  onMessage: (message: LiveMessage) => void
  /** Without a word from the server for so long, the line is taken as dead. */
  silence?: number
}

const name = 'baton-live'

export function startLive({ url, onMessage, silence = 45_000 }: Options): () => void {
  const stop = new AbortController()
  const channel = new BroadcastChannel(name)
  let lastId = ''
  const hear = (message: LiveMessage) => {
    if ('lastId' in message) lastId = message.lastId
    onMessage(message)
  }
  const tell = (message: LiveMessage) => {
    if (stop.signal.aborted) return
    channel.postMessage(message)
    hear(message)
  }
  channel.onmessage = ({ data }) => hear(data as LiveMessage) // only this file posts on the channel
  const lead = () => listen({ address: () => addressAfter(url, lastId), silence, signal: stop.signal, tell })
  // without locks (an old browser inside a chat app) every tab listens for itself
  const leading = navigator.locks ? navigator.locks.request(name, { signal: stop.signal }, lead) : lead()
  leading.catch(() => {}) // the only failure is our own abort
  return () => {
    stop.abort()
    channel.close()
  }
}

const addressAfter = (url: string, lastId: string): string =>
  lastId ? `${url}?lastEventId=${encodeURIComponent(lastId)}` : url

type Line = { address: () => string; silence: number; signal: AbortSignal; tell: (message: LiveMessage) => void }

/** Holds one connection open until the signal: reconnects with growing pauses, after the last event seen. */
function listen(line: Line): Promise<void> {
  const { silence, signal, tell } = line
  return new Promise(resolve => {
    let close: (() => void) | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let tries = 0
    const after = (ms: number, act: () => void) => {
      clearTimeout(timer)
      timer = setTimeout(act, ms)
    }
    const alive = () => after(silence, again)
    const again = () => {
      close?.()
      if (signal.aborted) return
      tell({ kind: 'state', connected: false })
      after(Math.min(30_000, 1000 * 2 ** tries), connect)
      tries += 1
    }
    const opened = () => {
      tries = 0
      alive()
    }
    const connect = () => {
      close = open(line, { opened, alive, again })
      alive()
    }
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      close?.()
      resolve()
    })
    connect()
  })
}

function open({ address, tell }: Line, on: Record<'opened' | 'alive' | 'again', () => void>): () => void {
  const source = new EventSource(address())
  source.onopen = () => {
    tell({ kind: 'state', connected: true })
    on.opened()
  }
  source.onerror = on.again
  const note = ({ lastEventId }: MessageEvent) => {
    if (lastEventId) tell({ kind: 'place', lastId: lastEventId })
  }
  source.addEventListener('ping', message => {
    on.alive()
    note(message)
  })
  source.addEventListener('reset', message => {
    note(message)
    tell({ kind: 'reset' })
  })
  source.onmessage = message => {
    on.alive()
    const event = readEvent(message.data)
    if (event) tell({ kind: 'event', lastId: message.lastEventId, event })
  }
  return () => source.close()
}

function readEvent(text: unknown): LiveEvent | undefined {
  try {
    const value: unknown = JSON.parse(String(text))
    if (typeof value !== 'object' || value === null || !('entity' in value) || !('id' in value)) return undefined
    if (typeof value.entity !== 'string' || typeof value.id !== 'string') return undefined
    const version = 'version' in value && typeof value.version === 'number' ? { version: value.version } : {}
    const gone = 'gone' in value && value.gone === true ? { gone: true as const } : {}
    return { entity: value.entity, id: value.id, ...version, ...gone }
  } catch {
    return undefined
  }
}
