import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { addressOf, send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { uploadOf } from '#ui/uploadOf.ts'
import { useText } from '#ui/useText.tsx'
import { fileApi } from '../file.api.ts'
import { type FileParent, mostBytes, type StoredFile } from '../file.schema.ts'
import { fileText } from '../file.text.ts'

export const fileCalls = client(fileApi, send)

/** Where the browser finds the bytes. */
export const contentHref = ({ id }: Pick<StoredFile, 'id'>, download = false): string =>
  addressOf({ path: `/files/${id}/content`, query: download ? { download } : {} })

export function useFiles(parent: FileParent) {
  const t = useText(fileText)
  const tell = useToast()
  const queries = useQueryClient()
  const [adding, setAdding] = useState<string>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  // under the record's own key: whatever changes it asks for its files again
  const key = [parent.entity, parent.recordId, 'files']
  const files = useQuery({ queryKey: key, queryFn: () => fileCalls.list(parent) })
  const fresh = () => queries.invalidateQueries({ queryKey: [parent.entity, parent.recordId] })
  /** One after the other; the first that is refused says why, and the rest still go. */
  const add = async (chosen: Iterable<File>) => {
    const problems: Reason[] = []
    setRefused([])
    for (const file of chosen) {
      setAdding(file.name)
      try {
        await fileCalls.add({ ...parent, file: await uploadOf(withinSize(file)) })
        tell(t('file.added'))
      } catch (error) {
        problems.push(...reasonsOf(error))
      }
    }
    setAdding(undefined)
    setRefused(problems)
    await fresh()
  }
  return { files, add, adding, refused, fresh }
}

function withinSize(file: File): File {
  // before the phone has sent 200 MB
  if (file.size > mostBytes)
    throw new Refusal({ key: 'file.tooLarge', path: 'file', values: { most: mostBytes / 1024 / 1024 } })
  return file
}
