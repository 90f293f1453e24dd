// Counts that tell encodings apart. Only a sample is looked at: 4 MB decide as well as 50.
const sampleBytes = 4 * 1024 * 1024

export function sampleOf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, sampleBytes)
}

const isTrail = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte <= 0xbf

/** Sequences of three or four bytes are near proof of UTF-8: other encodings form them only by rare chance. */
export function utf8Evidence(bytes: Uint8Array): { good: number; bad: number } {
  let good = 0
  let bad = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80) continue
    const length =
      byte >= 0xc2 && byte <= 0xdf ? 2 : byte >= 0xe0 && byte <= 0xef ? 3 : byte >= 0xf0 && byte <= 0xf4 ? 4 : 0
    const whole =
      length > 0 &&
      isTrail(bytes[i + 1]) &&
      (length < 3 || isTrail(bytes[i + 2])) &&
      (length < 4 || isTrail(bytes[i + 3]))
    if (!whole) bad++
    else {
      good += length > 2 ? 1 : 0
      i += length - 1
    }
  }
  return { good, bad }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39

/**
 * In windows-1252 a high byte stands alone between ASCII letters (Fran·ç·ois); in GBK they come in pairs, and the
 * rare GB18030 characters as high-digit-high-digit. Decoders alone cannot tell: `ço` is a valid GBK pair.
 */
export function chineseOrLatin(bytes: Uint8Array): { chinese: number; latin: number } {
  let chinese = 0
  let latin = 0
  let afterPair = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    const next = bytes[i + 1]
    const wasAfterPair = afterPair
    afterPair = byte >= 0x80
    if (byte < 0x80) continue
    if (next !== undefined && next >= 0x80) {
      chinese++
      i++
    } else if (isDigit(next) && (bytes[i + 2] ?? 0) >= 0x81 && isDigit(bytes[i + 3])) {
      chinese++
      i += 3
    } else if (!wasAfterPair) latin++
    // else a GBK pair with an ASCII trail inside Chinese text (镕, 堃): no vote
    else i++
  }
  return { chinese, latin }
}

/** Bytes that no text file holds (tab, line ends, form feed and escape apart). */
export function controlShare(bytes: Uint8Array): number {
  let controls = 0
  for (const byte of bytes)
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) controls++
  return bytes.length === 0 ? 0 : controls / bytes.length
}

/** UTF-16 without a mark shows as zero bytes beside ASCII: the side they stand on is the byte order. */
export function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let low = 0
  let high = 0
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const first = bytes[i] ?? 0
    const second = bytes[i + 1] ?? 0
    if (second === 0 && isPlainAscii(first)) low++
    if (first === 0 && isPlainAscii(second)) high++
  }
  // at least one line end, delimiter or letter in a hundred units, and one order clearly ahead: 一 is 00 4E
  const units = bytes.length / 2
  if (Math.max(low, high) < Math.max(1, units / 100)) return undefined
  if (low >= high * 2) return 'utf-16le'
  return high >= low * 2 ? 'utf-16be' : undefined
}

const isPlainAscii = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d
