import { encode, renderSVG } from 'uqr'
import { Button } from './Button.tsx'

type Props = {
  readonly address: string
  /** What the picture is, for whoever does not see it. */
  readonly alt: string
  /** Of the files, without an ending. */
  readonly fileName: string
  readonly png: string
  readonly svg: string
}

const border = 2
/** Points a square of the code takes in the picture: sharp on a poster. */
const scale = 16

/** A code to scan from the screen, or to take along for print. */
export function QrPicture({ address, alt, fileName, png, svg }: Props) {
  const drawn = renderSVG(address, { border })
  const src = `data:image/svg+xml,${encodeURIComponent(drawn)}`
  return (
    <div className="stack">
      <img src={src} alt={alt} width={200} height={200} />
      <div className="row">
        <Button size="sm" onClick={() => save(pngOf(address), `${fileName}.png`)}>
          {png}
        </Button>
        <Button size="sm" onClick={() => save(src, `${fileName}.svg`)}>
          {svg}
        </Button>
      </div>
    </div>
  )
}

function pngOf(address: string): string {
  const { data, size } = encode(address, { border })
  const canvas = document.createElement('canvas')
  canvas.width = size * scale
  canvas.height = size * scale
  const pen = canvas.getContext('2d')
  if (!pen) return ''
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#000'
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(x * scale, y * scale, scale, scale)
    })
  })
  return canvas.toDataURL('image/png')
}

function save(href: string, name: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = name
  link.click()
}
