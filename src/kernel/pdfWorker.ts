// Runs in its own thread: laying out a page with a ten-megabyte font would stop every other request meanwhile.
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import pdfmake from 'pdfmake'
import type { Content } from 'pdfmake/interfaces.js'
import type { Paper } from './pdf.ts'
import type { Answered, Asked } from './workerThread.ts'

const { resolve } = createRequire(import.meta.url)
const font = (weight: string) => resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`)
const files = { normal: font('400Regular'), bold: font('600SemiBold') }
const allowed = new Set(Object.values(files))

pdfmake.setFonts({ Noto: { ...files, italics: files.normal, bolditalics: files.bold } })
// a document may name no address and no file but the fonts
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(path => allowed.has(path))

const ends = { paddingLeft: (i: number) => (i === 0 ? 0 : 6), vLineWidth: () => 0 }
type Node = { readonly table: { readonly widths?: unknown; readonly body: readonly unknown[] } }
const columnsOf = ({ table: { widths } }: Node): number => (Array.isArray(widths) ? widths.length : 0)
const paddingRight = (i: number, node: Node): number => (i === columnsOf(node) - 1 ? 0 : 6)

pdfmake.addTableLayouts({
  lines: {
    ...ends,
    paddingRight,
    paddingTop: () => 3,
    paddingBottom: () => 3,
    hLineWidth: (i, node) => (i === 0 || i === node.table.body.length ? 0 : i === 1 ? 0.9 : 0.4),
    hLineColor: i => (i === 1 ? '#6d1f4b' : '#c9c4c6'),
  },
  parties: {
    hLineWidth: () => 0.4,
    vLineWidth: () => 0.4,
    hLineColor: () => '#c9c4c6',
    vLineColor: () => '#c9c4c6',
    paddingLeft: () => 8,
    paddingRight: () => 8,
    paddingTop: () => 6,
    paddingBottom: () => 6,
  },
  // one line inside another table: no lines nor room of its own but below
  lastLine: {
    ...ends,
    paddingRight,
    paddingTop: () => 0,
    paddingBottom: () => 3,
    hLineWidth: i => (i === 1 ? 0.9 : 0),
    hLineColor: () => '#6d1f4b',
  },
})

const small = { fontSize: 8, color: '#666666' } as const
const runningHead = ([left, right]: readonly [string, string]): Content => ({
  ...small,
  margin: [40, 22, 40, 0],
  columnGap: 12,
  columns: [{ text: left }, { text: right, alignment: 'right' }],
})

const port = parentPort
port?.on('message', async ({ id, ask }: Asked<Paper>) => {
  try {
    const { footer, running, ...definition } = ask
    const document = pdfmake.createPdf({
      ...definition,
      defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1.15, ...definition.defaultStyle },
      // a headline goes with what it is of
      pageBreakBefore: (node, { getFollowingNodesOnPage }) =>
        node.headlineLevel === 1 && getFollowingNodesOnPage().length === 0,
      ...(running && { header: (page: number) => (page > 1 ? runningHead(running) : null) }),
      footer: (page, pages) => ({
        ...small,
        text: footer.replace('{page}', String(page)).replace('{pages}', String(pages)),
        alignment: 'center',
        margin: [0, 12, 0, 0],
      }),
    })
    const answer = new Uint8Array(await document.getBuffer())
    port.postMessage({ id, ok: true, answer } satisfies Answered<Uint8Array>)
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    port.postMessage({ id, ok: false, error: why } satisfies Answered<Uint8Array>)
  }
})
