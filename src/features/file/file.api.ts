import { Type } from 'typebox'
import { endpoint, FileReply, Nullable, shape } from '#kernel/api.ts'
import { FileAdd, FileParent, FileRename, Logo, StoredFile } from './file.schema.ts'

const Content = shape({ download: Type.Optional(Type.Boolean()) })

/** Of which picture: another address for another one. */
const Seen = shape({ of: Type.Optional(Type.String({ maxLength: 64 })) })

// biome-ignore format: a table
export const fileApi = {
  list:    endpoint({ method: 'GET',    path: '/files',             mode: 'read',  access: 'file.read',   query: FileParent, reply: shape({ items: Type.Array(StoredFile) }), about: 'Of one record, newest first.' }),
  add:     endpoint({ method: 'POST',   path: '/files',             mode: 'write', access: 'file.create', query: FileAdd, upload: true, reply: StoredFile, about: 'Up to 20 MB.' }),
  get:     endpoint({ method: 'GET',    path: '/files/:id',         mode: 'read',  access: 'file.read',   reply: StoredFile }),
  content: endpoint({ method: 'GET',    path: '/files/:id/content', mode: 'read',  access: 'file.read',   query: Content, reply: FileReply }),
  rename:  endpoint({ method: 'PATCH',  path: '/files/:id',         mode: 'write', access: 'file.edit',   body: FileRename, reply: StoredFile }),
  trash:   endpoint({ method: 'DELETE', path: '/files/:id',         mode: 'write', access: 'file.delete', reply: shape({}) }),
  logo:     endpoint({ method: 'GET',    path: '/orgs/current/logo',  mode: 'read',  access: 'signedIn', reply: shape({ logo: Nullable(Logo) }) }),
  showLogo: endpoint({ method: 'GET',    path: '/orgs/current/logo/content', mode: 'read', access: 'signedIn', query: Seen, reply: FileReply }),
  setLogo:  endpoint({ method: 'POST',   path: '/orgs/current/logo',  mode: 'write', access: 'org.edit',    query: Seen, upload: true, reply: Logo, about: 'PNG or JPEG, up to 64 kB, 2,000 points a side.' }),
  dropLogo: endpoint({ method: 'DELETE', path: '/orgs/current/logo',  mode: 'write', access: 'org.edit',    reply: shape({}) }),
  stamp:     endpoint({ method: 'GET',    path: '/orgs/current/stamp', mode: 'read',  access: 'quote.paper', reply: shape({ stamp: Nullable(Logo) }) }),
  showStamp: endpoint({ method: 'GET',    path: '/orgs/current/stamp/content', mode: 'read', access: 'quote.paper', query: Seen, reply: FileReply }),
  setStamp:  endpoint({ method: 'POST',   path: '/orgs/current/stamp', mode: 'write', access: 'quote.paper', query: Seen, upload: true, reply: Logo, about: 'PNG or JPEG, up to 64 kB, 2,000 points a side.' }),
  dropStamp: endpoint({ method: 'DELETE', path: '/orgs/current/stamp', mode: 'write', access: 'quote.paper', reply: shape({}) }),
}
