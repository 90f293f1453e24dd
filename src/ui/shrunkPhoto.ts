// A photo of twelve million points becomes one that a page shows well: a tenth of the bytes, and without the place it was taken at.
const longest = 2048
const small = 400 * 1024

/** What the browser cannot draw, and what moves, goes as it is. */
export async function shrunkPhoto(file: File): Promise<{ name: string; blob: Blob }> {
  const asIs = { name: file.name, blob: file }
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return asIs
  const image = await drawable(file)
  if (!image) return asIs
  const scale = Math.min(1, longest / Math.max(image.width, image.height))
  if (scale === 1 && file.size <= small) return asIs
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.85))
  return blob && blob.size < file.size ? { name: file.name.replace(/\.\w+$/, '.jpg'), blob } : asIs
}

async function drawable(file: File): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file)
  } catch {
    return undefined
  }
}
