// Any file to a table: which kind it is stands in its first bytes, never in its name.
import { importCaps, type Outcome, type Table } from '../exchange.schema.ts'
import type { Encoding, Format } from '../import.schema.ts'
import { looksLikeCards } from './cards.ts'
import { readCardTable } from './cardTable.ts'
import { decode } from './decode.ts'
import { readTable } from './delimited.ts'
import { readWorkbook } from './workbook.ts'

/** What the person chose where the file leaves it open. */
export type FileWish = { readonly encoding?: Encoding | undefined; readonly sheet?: string | undefined }
export type ReadFile = Outcome<{
  readonly format: Format
  readonly encoding: Encoding | null
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly table: Table
}>

export async function readFile(bytes: Uint8Array, { encoding, sheet }: FileWish): Promise<ReadFile> {
  if (bytes.length === 0) return refuse('exchange.fileEmpty')
  if (bytes.length > importCaps.bytes) return refuse('exchange.fileTooBig', { max: importCaps.bytes / 1024 / 1024 })
  if (starts(bytes, oldOffice)) return refuse(isEncrypted(bytes) ? 'exchange.bookEncrypted' : 'exchange.bookOld')
  if (starts(bytes, zip) || starts(bytes, emptyZip)) {
    const read = await readWorkbook(bytes, sheet)
    return read.ok ? { ...read, format: 'workbook', encoding: null } : read
  }
  if (looksLikeCards(bytes)) return readCardTable(bytes, encoding)
  const decoded = decode(bytes, encoding)
  if (!decoded.ok) return decoded
  // some programs call a page .xls
  if (/^\s*<(?:\?xml|!doctype|html|table)\b/i.test(decoded.text.slice(0, 200))) return refuse('exchange.bookOther')
  const read = readTable(decoded.text)
  if (!read.ok) return read
  return { ok: true, table: read.table, format: 'text', encoding: decoded.encoding, sheets: [], sheet: null }
}

const zip = [0x50, 0x4b, 0x03, 0x04] as const
const emptyZip = [0x50, 0x4b, 0x05, 0x06] as const
/** .xls, and the wrapping in which a workbook with a password lies. */
const oldOffice = [0xd0, 0xcf, 0x11, 0xe0] as const
const starts = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte)

const isEncrypted = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'))

const refuse = (key: string, values?: Record<string, number>): ReadFile => ({
  ok: false,
  reasons: [{ key, ...(values && { values }) }],
})
