import { Type } from 'typebox'
import { endpoint, FileReply, shape } from '#kernel/api.ts'
import { FileAdd, FileParent, FileRename, StoredFile } from './file.schema.ts'

const Content = shape({ download: Type.Optional(Type.Boolean()) })

// biome-ignore format: a table
export const fileApi = {
  list:    endpoint({ method: 'GET',    path: '/files',             mode: 'read',  access: 'file.read',   query: FileParent, reply: shape({ items: Type.Array(StoredFile) }), about: 'Of one record, newest first.' }),
  add:     endpoint({ method: 'POST',   path: '/files',             mode: 'write', access: 'file.create', query: FileAdd, upload: true, reply: StoredFile, about: 'Up to 20 MB.' }),
  get:     endpoint({ method: 'GET',    path: '/files/:id',         mode: 'read',  access: 'file.read',   reply: StoredFile }),
  content: endpoint({ method: 'GET',    path: '/files/:id/content', mode: 'read',  access: 'file.read',   query: Content, reply: FileReply }),
  rename:  endpoint({ method: 'PATCH',  path: '/files/:id',         mode: 'write', access: 'file.edit',   body: FileRename, reply: StoredFile }),
  trash:   endpoint({ method: 'DELETE', path: '/files/:id',         mode: 'write', access: 'file.delete', reply: shape({}) }),
}
