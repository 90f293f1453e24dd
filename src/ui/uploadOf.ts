import type { Upload } from '#kernel/api.ts'

/** A file that was chosen, as a call sends it. */
export const uploadOf = async (file: File): Promise<Upload> => ({
  fileName: file.name,
  type: file.type,
  bytes: new Uint8Array(await file.arrayBuffer()),
})
