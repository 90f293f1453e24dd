// What may be the company's logo: small enough to stand in a page for customers, plain enough for paper.
import { type Reason, reason } from '#kernel/refusal.ts'
import { sniff } from './file.rules.ts'

/** Kilobytes: a page for customers holds it and stays below 100. */
const mostLogo = 64
/** Points of a side: a few bytes can unpack to gigabytes. */
const mostSide = 2000

export const logoTypes = ['image/png', 'image/jpeg'] as const
export type LogoType = (typeof logoTypes)[number]

export const logoType = (bytes: Uint8Array): LogoType | undefined => logoTypes.find(type => type === sniff(bytes, ''))

export function logoProblems(bytes: Uint8Array): Reason[] {
  if (bytes.length === 0) return [reason('file.empty', 'file')]
  const type = logoType(bytes)
  if (!type) return [reason('file.logo.type', 'file')]
  if (bytes.length > mostLogo * 1024) return [reason('file.logo.tooLarge', 'file', { most: mostLogo })]
  const sides = type === 'image/png' ? sidesOfPng(bytes) : sidesOfJpeg(bytes)
  if (!sides || Math.min(...sides) < 1) return [reason('file.logo.broken', 'file')]
  return Math.max(...sides) > mostSide ? [reason('file.logo.tooWide', 'file', { most: mostSide })] : []
}

type Sides = readonly [width: number, height: number]
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

const sidesOfPng = (bytes: Uint8Array): Sides | undefined =>
  bytes.length < 24 ? undefined : [view(bytes).getUint32(16), view(bytes).getUint32(20)]

/** From marker to marker up to the frame's head (SOF0–15 without DHT, JPG and DAC). */
function sidesOfJpeg(bytes: Uint8Array): Sides | undefined {
  const data = view(bytes)
  for (let at = 2; at + 9 < bytes.length && data.getUint8(at) === 0xff; ) {
    const marker = data.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return [data.getUint16(at + 7), data.getUint16(at + 5)]
    at += 2 + data.getUint16(at + 2)
  }
  return undefined
}
