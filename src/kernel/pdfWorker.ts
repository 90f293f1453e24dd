// Runs in its own thread: laying out a page with a ten-megabyte font would stop every other request meanwhile.
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import pdfmake from 'pdfmake'
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

const port = parentPort
port?.on('message', async ({ id, ask }: Asked<Paper>) => {
  try {
    const { footer, ...definition } = ask
    const document = pdfmake.createPdf({
      ...definition,
      defaultStyle: { font: 'Noto', fontSize: 9, lineHeight: 1.15, ...definition.defaultStyle },
      footer: (page, pages) => ({
        text: footer.replace('{page}', String(page)).replace('{pages}', String(pages)),
        alignment: 'center',
        fontSize: 8,
        color: '#666666',
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
