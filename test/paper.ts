// What a reader of a PDF sees: its text, page after page, without the gaps.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { expect } from 'vitest'
import type { FileAnswer } from '#kernel/api.ts'

export async function textOf(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: bytes, useSystemFonts: false, verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, i) => {
      const content = await (await document.getPage(i + 1)).getTextContent()
      return content.items.map(item => ('str' in item ? item.str : '')).join('')
    }),
  )
  await document.cleanup()
  return pages.join('\n').replace(/\s/g, '')
}

export async function printedText(file: FileAnswer): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of file.bytes as AsyncIterable<Uint8Array>) parts.push(part) // papers are streamed
  const bytes = new Uint8Array(Buffer.concat(parts))
  expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe('%PDF-')
  // the font is 10 MB: only the glyphs in use are embedded
  expect(bytes.length).toBeLessThan(400_000)
  return textOf(bytes)
}
