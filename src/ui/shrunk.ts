// A logo as papers and pages need it: a photo of five megabytes becomes a picture of some kilobytes before it leaves.
const most = 64 * 1024
const frame = { width: 600, height: 200 }
const plain = ['image/png', 'image/jpeg']

type Picture = { readonly fileName: string; readonly type: string; readonly bytes: Uint8Array }

/** What the browser cannot read goes as it is: the server says what is wrong with it. */
export async function shrunk(file: File): Promise<Picture> {
  if (file.size <= most && plain.includes(file.type)) return pictureOf(file, file.name)
  const image = await createImageBitmap(file).catch(() => undefined)
  const small = image && (await drawn(image))
  image?.close()
  return pictureOf(
    small ?? file,
    small ? file.name.replace(/\.\w+$/, small.type === 'image/png' ? '.png' : '.jpg') : file.name,
  )
}

async function drawn(image: ImageBitmap): Promise<Blob | undefined> {
  const scale = Math.min(1, frame.width / image.width, frame.height / image.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  const png = await blobOf(canvas, 'image/png')
  if (png && png.size <= most) return png
  // a photo: JPEG knows nothing transparent, paper is white
  pen.globalCompositeOperation = 'destination-over'
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  return blobOf(canvas, 'image/jpeg')
}

const blobOf = (canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> =>
  new Promise(resolve => canvas.toBlob(blob => resolve(blob ?? undefined), type, 0.85))

const pictureOf = async (blob: Blob, fileName: string): Promise<Picture> => ({
  fileName,
  type: blob.type,
  bytes: new Uint8Array(await blob.arrayBuffer()),
})
