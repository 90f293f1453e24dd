import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import { ContractSettings } from './settings.schema.ts'
import { NewTemplate, PreviewBody, Template, TemplateEdit, Written } from './template.schema.ts'

const Templates = shape({ items: Type.Array(Template) })

// biome-ignore format: one endpoint a line
export const templateApi = {
  list:     endpoint({ method: 'GET',   path: '/contract-templates', mode: 'read', access: 'contract.read', query: shape({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }), reply: Templates }),
  create:   endpoint({ method: 'POST',  path: '/contract-templates', mode: 'write', access: 'contract.set', body: NewTemplate, reply: Template }),
  usual:    endpoint({ method: 'POST',  path: '/contract-templates/usual', mode: 'write', access: 'contract.set', status: 200, reply: Templates, about: 'Adds the standard ones that are not there.' }),
  preview:  endpoint({ method: 'POST',  path: '/contract-templates/preview', mode: 'read', access: 'contract.set', body: PreviewBody, reply: Written, about: 'A body, saved or not, with a real contract.' }),
  edit:     endpoint({ method: 'PATCH', path: '/contract-templates/:id', mode: 'write', access: 'contract.set', body: TemplateEdit, reply: Template }),
  written:  endpoint({ method: 'GET',   path: '/contracts/:id/text', mode: 'read', access: 'contract.read', reply: Written, about: 'The contract as its template writes it, and what is still missing.' }),
  settings: endpoint({ method: 'GET',   path: '/contract-settings', mode: 'read', access: 'contract.read', reply: ContractSettings }),
  set:      endpoint({ method: 'PATCH', path: '/contract-settings', mode: 'write', access: 'contract.set', body: ContractSettings, reply: ContractSettings }),
}
