import { Type } from 'typebox'
import {
  endpoint,
  FileReply,
  ListQuery,
  moves,
  Offers,
  OneOf,
  Page,
  Summary,
  SummaryQuery,
  shape,
} from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'
import { contractFlow } from './contract.flow.ts'
import {
  AmendBody,
  Contract,
  ContractEdit,
  ContractVersion,
  Difference,
  FromQuote,
  LinesEdit,
  NewContract,
  Signature,
  SignBody,
  WholeContract,
} from './contract.schema.ts'

const { submit, withdraw, sign, merge, cancel } = contractFlow
const Lang = shape({ lang: Type.Optional(OneOf(langs)) })

// biome-ignore format: one endpoint a line
export const contractApi = {
  list:       endpoint({ method: 'GET', path: '/contracts', mode: 'read', access: 'contract.read', query: ListQuery, reply: Page(Contract) }),
  summary:    endpoint({ method: 'GET', path: '/contracts/summary', mode: 'read', plan: 'free', access: 'contract.read', query: SummaryQuery, reply: Summary }),
  create:     endpoint({ method: 'POST', path: '/contracts', mode: 'write', access: 'contract.create', body: NewContract, reply: WholeContract }),
  fromQuote:  endpoint({ method: 'POST', path: '/contracts/from-quote', mode: 'write', access: 'contract.create', body: FromQuote, reply: WholeContract, about: 'Of a quote that was approved, sent or accepted: lines, prices and terms as offered.' }),
  get:        endpoint({ method: 'GET', path: '/contracts/:id', mode: 'read', access: 'contract.read', reply: WholeContract }),
  edit:       endpoint({ method: 'PATCH', path: '/contracts/:id', mode: 'write', access: 'contract.edit', body: ContractEdit, reply: WholeContract }),
  setLines:   endpoint({ method: 'PUT', path: '/contracts/:id/lines', mode: 'write', access: 'contract.edit', body: LinesEdit, reply: WholeContract }),
  amend:      endpoint({ method: 'POST', path: '/contracts/:id/amend', mode: 'write', access: 'contract.create', body: AmendBody, reply: WholeContract, about: 'A supplementary agreement: a draft of what the contract is to say.' }),
  renew:      endpoint({ method: 'POST', path: '/contracts/:id/renew', mode: 'write', access: 'contract.create', body: shape({}), reply: WholeContract }),
  versions:   endpoint({ method: 'GET', path: '/contracts/:id/versions', mode: 'read', access: 'contract.read', reply: shape({ items: Type.Array(ContractVersion) }) }),
  changes:    endpoint({ method: 'GET', path: '/contracts/:id/changes', mode: 'read', access: 'contract.read', reply: shape({ items: Type.Array(Difference) }), about: 'What a supplementary agreement says otherwise than its contract.' }),
  signature:  endpoint({ method: 'GET', path: '/contracts/:id/signature', mode: 'read', access: 'contract.read', reply: shape({ items: Type.Array(Signature) }) }),
  offers:     endpoint({ method: 'GET', path: '/contracts/:id/moves', mode: 'read', access: 'contract.read', reply: Offers }),
  pdf:        endpoint({ method: 'GET', path: '/contracts/:id/pdf', mode: 'read', access: 'contract.read', query: Lang, reply: FileReply }),
  docx:       endpoint({ method: 'GET', path: '/contracts/:id/docx', mode: 'read', access: 'contract.read', query: Lang, reply: FileReply }),
  ...moves('/contracts/:id/moves', { submit, withdraw, sign, merge, cancel }, WholeContract, { sign: SignBody, merge: SignBody }),
}
