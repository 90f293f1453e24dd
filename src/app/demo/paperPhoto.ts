// A picture of a signed paper, drawn here: a page with its lines and a signature, so that nothing is downloaded.
import { crc32, deflateSync } from 'node:zlib'

const [width, height] = [360, 480]

/** Paper, printed lines, and a pen that went up and down. */
function ink(x: number, y: number): number {
  const margin = x < 30 || x > width - 30
  if (!margin && y > 50 && y < 62 && x < 200) return 60
  if (!margin && y > 90 && y < 330 && y % 24 < 3) return x < 300 - (y % 7) * 12 ? 150 : 235
  const wave = 395 + Math.sin(x / 9) * 14 * Math.cos(x / 31)
  if (x > 190 && x < 320 && Math.abs(y - wave) < 2) return 40
  return 235
}

function chunk(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length)
  head.write(name, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body, crc32(name)))
  return Buffer.concat([head, body, tail])
}

/** A grey PNG of some kilobytes. */
export function paperPhoto(): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  // each row begins with the filter it was packed by: none
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (_one, x) => ink(x, y))])
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([mark, ...parts]))
}
