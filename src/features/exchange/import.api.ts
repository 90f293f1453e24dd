import { Type } from 'typebox'
import { endpoint, FileReply, OneOf, shape, Text } from '#kernel/api.ts'
import { encodings, Import, Importable, Inspection, Mapping, Verdict } from './import.schema.ts'

const may = 'import.run'
const New = shape({
  entity: Type.Optional(Text(60, 1)),
  encoding: Type.Optional(OneOf(encodings)),
  sheet: Type.Optional(Text(200)),
})

// biome-ignore format: a table
export const importApi = {
  list:     endpoint({ method: 'GET',  path: '/imports',                mode: 'read',  access: may, reply: shape({ items: Type.Array(Import) }), about: 'One\'s own, newest first.' }),
  entities: endpoint({ method: 'GET',  path: '/imports/entities',       mode: 'read',  access: may, reply: Importable, about: 'What this person may import, and its fields.' }),
  add:      endpoint({ method: 'POST', path: '/imports',                mode: 'write', access: may, query: New, upload: true, reply: Inspection, about: 'Reads the file and suggests a mapping; writes no record. Without an entity its headings tell what it holds, or it stays open.' }),
  kind:     endpoint({ method: 'POST', path: '/imports/:id/kind',       mode: 'write', access: may, body: shape({ entity: Text(60, 1) }), reply: Inspection, about: 'What the file holds; the columns are mapped anew.' }),
  sheet:    endpoint({ method: 'POST', path: '/imports/:id/sheet',      mode: 'write', access: may, body: shape({ sheet: Text(200, 1) }), reply: Inspection, about: 'Another sheet of the same workbook; the columns are mapped anew.' }),
  get:      endpoint({ method: 'GET',  path: '/imports/:id',            mode: 'read',  access: may, reply: Import }),
  inspect:  endpoint({ method: 'GET',  path: '/imports/:id/inspection', mode: 'read',  access: may, plan: 'free', reply: Inspection }),
  check:    endpoint({ method: 'POST', path: '/imports/:id/check',      mode: 'write', access: may, body: shape({ mapping: Mapping }), reply: Import, about: 'Goes on in the background: every row through the same verbs, then taken back.' }),
  verdict:  endpoint({ method: 'GET',  path: '/imports/:id/verdict',    mode: 'read',  access: may, reply: Verdict, about: 'The rows refused by the check or the run, by reason.' }),
  run:      endpoint({ method: 'POST', path: '/imports/:id/run',        mode: 'write', access: may, body: shape({}), reply: Import, about: 'Goes on in the background; one that broke off goes on from where it was.' }),
  stop:     endpoint({ method: 'POST', path: '/imports/:id/stop',       mode: 'write', access: may, body: shape({}), reply: Import, about: 'Stops a run after the rows under way; it may go on from there.' }),
  cancel:   endpoint({ method: 'POST', path: '/imports/:id/cancel',     mode: 'write', access: may, body: shape({}), reply: Import, about: 'Gives up what is not in yet; what is in stays.' }),
  errors:   endpoint({ method: 'GET',  path: '/imports/:id/errors',     mode: 'read',  access: may, reply: FileReply, about: 'The refused rows with their reasons, as CSV.' }),
}
