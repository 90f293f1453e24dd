// A zip opened without trust: only the parts that are asked for are inflated, as a stream, and all of them together
// within bounds that are counted while they come, whatever the zip says of itself.
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { type Reason, Refusal } from '#kernel/refusal.ts'

export type Parts = {
  readonly has: (name: string) => boolean
  /** Pieces of the part; refuses what is damaged, too large, or grows too much. */
  readonly read: (name: string) => AsyncGenerator<Uint8Array>
}

const zipCaps = {
  entries: 5000,
  /** Bytes of all parts together, inflated. */
  inflated: 512 * 1024 * 1024,
  /** How much more than the file they may be, once they are more than `small`: sheets come to 5 to 60 times. */
  ratio: 200,
  small: 16 * 1024 * 1024,
} as const
export type ZipCaps = { readonly [K in keyof typeof zipCaps]: number }

export const refused = (key: string, values?: Reason['values']): Refusal =>
  new Refusal({ key, ...(values && { values }) })

export async function openZip(bytes: Uint8Array, caps: ZipCaps = zipCaps): Promise<Parts> {
  const zip = await opened(bytes)
  // checked before any entry is read: a million names are a bomb of their own
  if (zip.entryCount > caps.entries) throw refused('exchange.bookBomb')
  const entries = new Map<string, yauzl.Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw refused('exchange.bookEncrypted')
      entries.set(entry.fileName.toLowerCase(), entry)
      if (entries.size > caps.entries) throw refused('exchange.bookBomb')
    }
  } catch (error) {
    throw error instanceof Refusal ? error : refused('exchange.bookBroken')
  }
  const count = counterOf(bytes.length, caps)
  return {
    has: name => entries.has(name.toLowerCase()),
    read: name => piecesOf(zip, entries.get(name.toLowerCase()), count),
  }
}

async function opened(bytes: Uint8Array): Promise<yauzl.ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    return await yauzl.fromBufferPromise(buffer, { lazyEntries: true, autoClose: false })
  } catch {
    throw refused('exchange.bookBroken')
  }
}

function counterOf(packed: number, { inflated, ratio, small }: ZipCaps): (bytes: number) => void {
  let total = 0
  return bytes => {
    total += bytes
    if (total > inflated || (total > small && total > packed * ratio)) throw refused('exchange.bookBomb')
  }
}

async function* piecesOf(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  if (!entry) throw refused('exchange.bookBroken')
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const piece of stream) {
      const bytes: Uint8Array = piece
      count(bytes.length)
      sum = crc32(bytes, sum)
      yield bytes
    }
    if (sum !== entry.crc32) throw refused('exchange.bookBroken')
  } catch (error) {
    throw error instanceof Refusal ? error : refused('exchange.bookBroken')
  }
}
