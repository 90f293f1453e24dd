// Pictures and a paper drawn here, so that the demo company has files without anything being downloaded.
import { crc32, deflateSync } from 'node:zlib'

type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

function chunk(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length)
  head.write(name, 4, 'latin1')
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body, crc32(name)))
  return Buffer.concat([head, body, tail])
}

/** PNG's words for grey alone, and for colours that may be seen through. */
const colours = { grey: 0, rgba: 6 } as const
type Paint = { readonly grey: (x: number, y: number) => number } | { readonly rgba: (x: number, y: number) => Rgba }

/** A PNG of some kilobytes. */
export function png(width: number, height: number, paint: Paint): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  header.writeUInt8('grey' in paint ? colours.grey : colours.rgba, 9)
  const dot = 'grey' in paint ? (x: number, y: number) => [paint.grey(x, y)] : paint.rgba
  // each row begins with the filter it was packed by: none
  const row = (y: number): number[] => [0, ...Array.from({ length: width }, (_, x) => dot(x, y)).flat()]
  const rows = Buffer.from(Array.from({ length: height }, (_, y) => row(y)).flat())
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([mark, ...parts]))
}

/** A ring, a star and two lines in vermilion, as one is pressed on paper. */
export function stampPicture(): Uint8Array {
  const half = 90
  const red: Rgba = [200, 30, 36, 215]
  const nothing: Rgba = [255, 255, 255, 0]
  const [turn, outer, inner] = [(Math.PI * 2) / 5, 30, 12]
  /** Between a point of the star and the dent beside it its edge is straight. */
  const isStar = (x: number, y: number): boolean => {
    const past = (Math.atan2(x, -y) + Math.PI * 2) % turn
    const angle = Math.min(past, turn - past)
    const edge = outer * Math.sin(angle) + inner * Math.sin(turn / 2 - angle)
    return Math.hypot(x, y) < (outer * inner * Math.sin(turn / 2)) / edge
  }
  const rgba = (px: number, py: number): Rgba => {
    const [x, y] = [px - half + 0.5, py - half + 0.5]
    const away = Math.hypot(x, y)
    const isRing = (away > 80 && away < 88) || (away > 73 && away < 75)
    const isLine = Math.abs(x) < 38 && ((y > 40 && y < 44) || (y > 50 && y < 54))
    return isRing || isLine || isStar(x, y) ? red : nothing
  }
  return png(half * 2, half * 2, { rgba })
}

/** A hall with windows, a belt and boxes on it. */
export function workshopPhoto(): Uint8Array {
  const [width, height] = [480, 320]
  const rgba = (x: number, y: number): Rgba => {
    const light = 1 - Math.hypot(x - width / 2, y - 90) / 900
    const shade = (red: number, green: number, blue: number): Rgba => [red * light, green * light, blue * light, 255]
    const isWindow = y > 40 && y < 110 && x % 96 > 18 && x % 96 < 78
    if (isWindow) return x % 96 > 46 && x % 96 < 50 ? shade(120, 130, 138) : shade(214, 232, 244)
    const isBox = y > 176 && y < 214 && (x + 30) % 90 > 26 && (x + 30) % 90 < 74
    if (isBox) return (x + 30) % 90 > 47 && (x + 30) % 90 < 53 ? shade(226, 196, 140) : shade(188, 146, 92)
    if (y >= 214 && y < 228) return shade(44, 48, 52)
    const isLeg = y >= 228 && y < 276 && x % 110 > 48 && x % 110 < 58
    if (isLeg || (y >= 228 && y < 234)) return shade(96, 124, 152)
    if (y > 250) return shade(150 + ((x + y * 3) % 7), 150, 146)
    return shade(204, 206, 202)
  }
  return png(width, height, { rgba })
}

/** One page of lines and plain words, written by hand: a reader counts on where each object begins. */
export function floorPlan(): Uint8Array {
  const box = (x: number, y: number, w: number, h: number) => `${x} ${y} ${w} ${h} re S`
  const word = (x: number, y: number, text: string) => `BT /F1 11 Tf ${x} ${y} Td (${text}) Tj ET`
  const drawn = [
    '1.2 w',
    box(60, 420, 475, 300),
    box(90, 600, 120, 60),
    box(250, 600, 120, 60),
    box(410, 600, 90, 60),
    '0.6 w [4 3] 0 d',
    '90 560 m 500 560 l S',
    '[] 0 d',
    word(108, 626, 'Filling TB-150'),
    word(268, 626, 'Labelling'),
    word(424, 626, 'Palletiser'),
    word(90, 540, 'Conveyor 8.2 m, clear width 1.4 m'),
    word(60, 390, 'Floor plan, scale 1:100. Power 380 V, air 0.6 MPa at both ends.'),
  ].join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const begins = objects.map((body, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${begins.join('')}`
  text += `${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return new TextEncoder().encode(text)
}
