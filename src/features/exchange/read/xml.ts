// One part of a workbook as a stream of marks. A document type is refused: entities that grow live there, and no
// workbook has one.
import { SaxesParser } from 'saxes'
import { Refusal } from '#kernel/refusal.ts'
import { refused } from './zip.ts'

export type Attributes = Readonly<Record<string, string>>
/** Names without their prefix: some programs write `x:row`. */
export type Marks = {
  readonly open: (name: string, attributes: Attributes) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

const deepest = 100

export async function readXml(pieces: AsyncIterable<Uint8Array>, marks: Marks): Promise<void> {
  const parser = new SaxesParser()
  let depth = 0
  parser.on('doctype', () => {
    throw refused('exchange.bookEntities')
  })
  parser.on('error', () => {
    throw refused('exchange.bookBroken')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > deepest) throw refused('exchange.bookBroken')
    marks.open(bare(name), attributes)
  })
  if (marks.text) parser.on('text', marks.text)
  if (marks.text) parser.on('cdata', marks.text)
  parser.on('closetag', ({ name }) => {
    depth--
    marks.close?.(bare(name))
  })
  let decoder: TextDecoder | undefined
  try {
    for await (const piece of pieces) {
      decoder ??= decoderOf(piece)
      parser.write(decoder.decode(piece, { stream: true }))
    }
    parser.write(decoder?.decode() ?? '')
    parser.close()
  } catch (error) {
    throw error instanceof Refusal ? error : refused('exchange.bookBroken')
  }
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)

/** UTF-8, or UTF-16 by its mark: the two that every reader of XML knows. */
function decoderOf([a, b]: Uint8Array): TextDecoder {
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true })
}
