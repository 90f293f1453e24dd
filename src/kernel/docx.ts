// The same document for a word processor, made in a thread of its own while it is sent.
import type { FileAnswer } from './api.ts'
import type { Prose } from './prose.ts'
import { WorkerThread } from './workerThread.ts'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const writer = new WorkerThread<Prose, Uint8Array>(new URL('./docxWorker.ts', import.meta.url), { longest: 60_000 })

export function docxAnswer(name: string, prose: Prose): FileAnswer {
  async function* bytes() {
    yield await writer.ask(prose)
  }
  return { fileName: `${name}.docx`, type: docxType, bytes: bytes(), inline: false }
}
