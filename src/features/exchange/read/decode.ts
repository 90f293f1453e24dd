// Bytes to text: a mark first, then strict decoders, and a guess only between GB18030 and windows-1252.
import type { Reason } from '#kernel/refusal.ts'
import { importCaps, type Outcome } from '../exchange.schema.ts'
import type { Encoding } from '../import.schema.ts'
import { chineseOrLatin, controlShare, sampleOf, utf8Evidence, utf16Order } from './evidence.ts'

export type Decoded = Outcome<{ readonly text: string; readonly encoding: Encoding; readonly mark: boolean }>

/** `wish` is the encoding the user chose by hand after a refusal or a wrong guess. */
export function decode(bytes: Uint8Array, wish?: Encoding): Decoded {
  if (bytes.length === 0) return refuse({ key: 'exchange.fileEmpty' })
  if (bytes.length > importCaps.bytes)
    return refuse({ key: 'exchange.fileTooBig', values: { max: importCaps.bytes / 1024 / 1024 } })
  const kind = foreignKind(bytes)
  if (kind !== undefined) return refuse({ key: kind })
  if (wish !== undefined) return strictly(bytes, wish)
  const marked = markOf(bytes)
  if (marked !== undefined) return strictly(bytes, marked)
  const sample = sampleOf(bytes)
  if (sample.includes(0)) return withZeros(bytes, sample)
  return controlShare(sample) > 0.02 ? refuse({ key: 'exchange.fileBinary' }) : unmarked(bytes, sample)
}

const refuse = (...reasons: Reason[]): Decoded => ({ ok: false, reasons })

const foreign: readonly { readonly key: string; readonly starts: readonly number[] }[] = [
  { key: 'exchange.fileBinary', starts: [0x25, 0x50, 0x44, 0x46] }, // PDF
  { key: 'exchange.fileBinary', starts: [0x1f, 0x8b] }, // gzip
  { key: 'exchange.fileBinary', starts: [0x89, 0x50, 0x4e, 0x47] }, // PNG
  { key: 'exchange.fileBinary', starts: [0xff, 0xd8, 0xff] }, // JPEG
  { key: 'exchange.fileBinary', starts: [0x52, 0x61, 0x72, 0x21] }, // RAR
  { key: 'exchange.fileBinary', starts: [0x37, 0x7a, 0xbc, 0xaf] }, // 7z
]

function foreignKind(bytes: Uint8Array): string | undefined {
  return foreign.find(({ starts }) => starts.every((byte, at) => bytes[at] === byte))?.key
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33 ? 'gb18030' : undefined
}

function withZeros(bytes: Uint8Array, sample: Uint8Array): Decoded {
  const order = bytes.length % 2 === 0 ? utf16Order(sample) : undefined
  if (order !== undefined) return strictly(bytes, order)
  // a stray zero in a text is the row's problem, many are no text
  return controlShare(sample) > 0.02 ? refuse({ key: 'exchange.fileBinary' }) : unmarked(bytes, sample)
}

function unmarked(bytes: Uint8Array, sample: Uint8Array): Decoded {
  const utf8 = tryDecode(bytes, 'utf-8')
  if (utf8 !== undefined) return { ok: true, text: utf8, encoding: 'utf-8', mark: false }
  const { good, bad } = utf8Evidence(sample)
  if (good > bad * 10) return damaged('utf-8', bytes)
  const { chinese, latin } = chineseOrLatin(sample)
  if (chinese >= latin) return strictly(bytes, 'gb18030')
  const western = strictly(bytes, 'windows-1252')
  // the five bytes windows-1252 leaves undefined: some other encoding, better asked for than guessed
  return western.ok && /[\u0081\u008d\u008f\u0090\u009d]/.test(western.text)
    ? refuse({ key: 'exchange.encodingUnknown' })
    : western
}

function strictly(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = tryDecode(bytes, encoding)
  if (text === undefined) return damaged(encoding, bytes)
  const mark = text.startsWith('\ufeff')
  return { ok: true, text: mark ? text.slice(1) : text, encoding, mark }
}

function tryDecode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Better refused than half-read: the line tells where to look. */
function damaged(encoding: Encoding, bytes: Uint8Array): Decoded {
  return refuse({ key: 'exchange.textDamaged', values: { encoding, line: damagedLine(bytes, encoding) } })
}

function damagedLine(bytes: Uint8Array, encoding: Encoding): number {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const step = 4096
  let line = 1
  for (let at = 0; at < bytes.length; at += step) {
    try {
      line += decoder.decode(bytes.subarray(at, at + step), { stream: true }).split('\n').length - 1
    } catch {
      return line + linesBefore(bytes.subarray(at, at + step), encoding)
    }
  }
  return line
}

/** Within the step that fails, byte by byte. */
function linesBefore(bytes: Uint8Array, encoding: Encoding): number {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let lines = 0
  for (let at = 0; at < bytes.length; at++) {
    try {
      lines += decoder.decode(bytes.subarray(at, at + 1), { stream: true }).includes('\n') ? 1 : 0
    } catch {
      return lines
    }
  }
  return lines
}
