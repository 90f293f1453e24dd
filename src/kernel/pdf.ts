// Paper with Chinese type embedded: every glyph that the font has arrives (tests read the text back).
import type { Content, StyleDictionary, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { FileAnswer } from './api.ts'
import { WorkerThread } from './workerThread.ts'

/** No functions inside: it travels to another thread. `{page}` and `{pages}` in the footer are filled there. */
export type Paper = Pick<
  TDocumentDefinitions,
  'info' | 'pageMargins' | 'pageOrientation' | 'defaultStyle' | 'watermark'
> & {
  readonly content: Content[]
  readonly styles?: StyleDictionary
  readonly footer: string
  /** Above every page but the first: left and right. */
  readonly running?: readonly [string, string]
  /** By name, as `data:` addresses. */
  readonly images?: Record<string, string>
}

// the fonts go with the thread when nothing was printed for a while
const printer = new WorkerThread<Paper, Uint8Array>(new URL('./pdfWorker.ts', import.meta.url), { longest: 120_000 })

export const renderPdf = (paper: Paper): Promise<Uint8Array> => printer.ask(paper)

/** Rendered while it is sent: the transaction is over by then. */
export function pdfAnswer(name: string, paper: Paper): FileAnswer {
  async function* bytes() {
    yield await renderPdf(paper)
  }
  return { fileName: `${name}.pdf`, type: 'application/pdf', bytes: bytes(), inline: true }
}
