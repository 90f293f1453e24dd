import { Merge, MergeBody, MergePreview, MergeSides } from '#features/twin/twin.schema.ts'
import { endpoint, shape } from '#kernel/api.ts'

// both records are asked for `<entity>.merge` by the verb
// biome-ignore format: a table
export const mergeRecordsApi = {
  preview: endpoint({ method: 'POST', path: '/merges/preview', mode: 'read', access: 'signedIn', body: shape(MergeSides), reply: MergePreview }),
  merge:   endpoint({ method: 'POST', path: '/merges', mode: 'write', access: 'signedIn', body: MergeBody, reply: Merge }),
  undo:    endpoint({ method: 'POST', path: '/merges/:id/moves/undo', mode: 'write', access: 'signedIn', body: shape({}), reply: Merge }),
}
