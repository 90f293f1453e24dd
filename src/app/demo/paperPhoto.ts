// A picture of a signed paper: a page with its lines and a signature.
import { png } from './picture.ts'

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

export const paperPhoto = (): Uint8Array => png(width, height, { grey: ink })
