// What a reader of a PDF sees: its text, page after page, without the gaps.
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect } from 'vitest'
import type { FileAnswer } from '#kernel/api.ts'

type Page = { readonly text: string; readonly pictures: number }

async function pagesIn(bytes: Uint8Array): Promise<Page[]> {
  const document = await getDocument({ data: bytes, useSystemFonts: false, verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, i) => {
      const page = await document.getPage(i + 1)
      const [content, drawn] = await Promise.all([page.getTextContent(), page.getOperatorList()])
      const text = content.items.map(item => ('str' in item ? item.str : '')).join('')
      const pictures = drawn.fnArray.filter(op => op === OPS.paintImageXObject).length
      return { text: text.replace(/\s/g, ''), pictures }
    }),
  )
  await document.cleanup()
  return pages
}

export async function printedPages(file: FileAnswer): Promise<Page[]> {
  const parts: Uint8Array[] = []
  for await (const part of file.bytes as AsyncIterable<Uint8Array>) parts.push(part) // papers are streamed
  const bytes = new Uint8Array(Buffer.concat(parts))
  expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe('%PDF-')
  // the font is 10 MB: only the glyphs in use are embedded
  expect(bytes.length).toBeLessThan(400_000)
  return pagesIn(bytes)
}

export const textOf = async (bytes: Uint8Array): Promise<string> =>
  (await pagesIn(bytes)).map(page => page.text).join('\n')

export const printedText = async (file: FileAnswer): Promise<string> =>
  (await printedPages(file)).map(page => page.text).join('\n')
