// What a file is called and what it is: neither is believed.

const day = 24 * 3600 * 1000
/** In the trash so long before the bytes go: a month's end passes, and somebody who misses a file says so. */
export const trashedFor = 30 * day
/** Bytes of no row: of an upload that broke off, or of a database put back to an older day. */
export const strayFor = 7 * day

const inlineTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'audio/webm',
  'audio/mp4',
  'audio/ogg',
  'audio/mpeg',
  'audio/wav',
] as const
/** Only these are drawn by a browser on our own address. */
export const isInline = (type: string): boolean => inlineTypes.some(one => one === type)
export const isImage = (type: string): boolean => isInline(type) && type.startsWith('image/')

const most = 200
// control characters, what turns the writing around, what a path is made of or Windows refuses
const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/gu

/** Safe in a header, a listing and a folder of any system; undefined when nothing is left. */
export function safeName(given: string): string | undefined {
  const name = given
    .toWellFormed()
    .normalize('NFC')
    .replace(unsafe, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[. ]+/, '')
  return name.trim() === '' ? undefined : shortened(name.trim())
}

/** Cut in the middle of nothing that is one sign; the ending stays. */
function shortened(name: string): string {
  if (name.length <= most) return name
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - ending.length))) {
    if (kept.length + segment.length + ending.length > most) break
    kept += segment
  }
  return kept.trimEnd() + ending
}

const starts: readonly (readonly [type: string, at: number, text: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/webp', 8, 'WEBP'],
  ['application/pdf', 0, '%PDF-'],
  ['image/heic', 4, 'ftyphei'],
  ['audio/mp4', 4, 'ftypM4A'],
  ['video/mp4', 4, 'ftyp'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/wav', 8, 'WAVE'],
]
const office: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** What a phone records has no picture in it: told by the tracks it names at its beginning. */
function heardOrSeen(type: string, bytes: Uint8Array): string {
  if (!type.startsWith('video/')) return type
  const begins = new TextDecoder('latin1').decode(bytes.subarray(0, 16_384))
  const [heard, seen] = type === 'video/webm' ? [/A_(OPUS|VORBIS)/, /V_[A-Z]/] : [/soun/, /vide/]
  return heard.test(begins) && !seen.test(begins) ? type.replace('video/', 'audio/') : type
}

/** By its first bytes. What is not known is only ever saved, never shown. */
export function sniff(bytes: Uint8Array, name: string): string {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  const found = starts.find(([, at, text]) => head.startsWith(text, at) && (at !== 8 || head.startsWith('RIFF')))
  if (found) return heardOrSeen(found[0], bytes)
  if (!head.startsWith('PK\x03\x04')) return 'application/octet-stream'
  return office[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/zip'
}
