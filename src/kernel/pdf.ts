// Paper with Chinese type embedded: every glyph that the font has arrives (tests read the text back).
import { Worker } from 'node:worker_threads'
import type { Content, StyleDictionary, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/** No functions inside: it travels to another thread. `{page}` and `{pages}` in the footer are filled there. */
export type Paper = Pick<
  TDocumentDefinitions,
  'info' | 'pageMargins' | 'pageOrientation' | 'defaultStyle' | 'watermark'
> & {
  readonly content: Content[]
  readonly styles?: StyleDictionary
  readonly footer: string
}
export type Job = { readonly id: number; readonly paper: Paper }
type Done = { readonly id: number; readonly bytes?: Uint8Array; readonly error?: string }
type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void }

const longest = 120_000
const idle = 60_000

let worker: Worker | undefined
let last = 0
let rest: ReturnType<typeof setTimeout> | undefined
const waiting = new Map<number, Waiting>()

/** One thread for the whole process; it goes when nothing was printed for a minute, and its fonts with it. */
export function renderPdf(paper: Paper): Promise<Uint8Array> {
  const id = ++last
  const target = worker ?? start()
  clearTimeout(rest)
  return new Promise<Uint8Array>((resolve, reject) => {
    const late = setTimeout(() => fail(new Error('the paper took too long')), longest)
    const ended = () => {
      clearTimeout(late)
      waiting.delete(id)
      if (waiting.size === 0) rest = setTimeout(stop, idle).unref()
    }
    waiting.set(id, {
      resolve: bytes => {
        ended()
        resolve(bytes)
      },
      reject: error => {
        ended()
        reject(error)
      },
    })
    target.postMessage({ id, paper } satisfies Job)
  })
}

function start(): Worker {
  const made = new Worker(new URL('./pdfWorker.ts', import.meta.url))
  made.unref()
  made.on('message', ({ id, bytes, error }: Done) => {
    const asked = waiting.get(id)
    if (bytes) asked?.resolve(bytes)
    else asked?.reject(new Error(error ?? 'no paper'))
  })
  made.on('error', fail)
  worker = made
  return made
}

function fail(error: Error): void {
  stop()
  for (const asked of [...waiting.values()]) asked.reject(error)
}

function stop(): void {
  const gone = worker
  worker = undefined
  if (gone) void gone.terminate()
}
