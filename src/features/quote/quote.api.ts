import { Type } from 'typebox'
import {
  endpoint,
  FileReply,
  ListQuery,
  MoveBody,
  moves,
  Offers,
  OneOf,
  Page,
  Summary,
  SummaryQuery,
  shape,
} from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'
import { quoteFlow } from './quote.flow.ts'
import {
  AcceptBody,
  DeclineBody,
  LinesEdit,
  NewQuote,
  Preview,
  Quote,
  QuoteDraft,
  QuoteEdit,
  Version,
  WholeQuote,
} from './quote.schema.ts'

const { submit, send, accept, decline, cancel } = quoteFlow
const Empty = shape({})

// biome-ignore format: one endpoint a line
export const quoteApi = {
  list:     endpoint({ method: 'GET', path: '/quotes', mode: 'read', access: 'quote.read', query: ListQuery, reply: Page(Quote) }),
  summary:  endpoint({ method: 'GET', path: '/quotes/summary', mode: 'read', plan: 'free', access: 'quote.read', query: SummaryQuery, reply: Summary }),
  preview:  endpoint({ method: 'POST', path: '/quotes/preview', mode: 'read', access: 'quote.read', body: QuoteDraft, reply: Preview }),
  create:   endpoint({ method: 'POST', path: '/quotes', mode: 'write', access: 'quote.create', body: NewQuote, reply: WholeQuote }),
  get:      endpoint({ method: 'GET', path: '/quotes/:id', mode: 'read', access: 'quote.read', reply: WholeQuote }),
  edit:     endpoint({ method: 'PATCH', path: '/quotes/:id', mode: 'write', access: 'quote.edit', body: QuoteEdit, reply: WholeQuote }),
  setLines: endpoint({ method: 'PUT', path: '/quotes/:id/lines', mode: 'write', access: 'quote.edit', body: LinesEdit, reply: WholeQuote }),
  versions: endpoint({ method: 'GET', path: '/quotes/:id/versions', mode: 'read', access: 'quote.read', reply: shape({ items: Type.Array(Version) }) }),
  revise:   endpoint({ method: 'POST', path: '/quotes/:id/revise', mode: 'write', access: 'quote.edit', body: MoveBody, reply: WholeQuote }),
  copy:     endpoint({ method: 'POST', path: '/quotes/:id/copy', mode: 'write', access: 'quote.create', body: Empty, reply: WholeQuote }),
  primary:  endpoint({ method: 'POST', path: '/quotes/:id/primary', mode: 'write', access: 'quote.edit', body: Empty, reply: WholeQuote }),
  offers:   endpoint({ method: 'GET', path: '/quotes/:id/moves', mode: 'read', access: 'quote.read', reply: Offers }),
  pdf:      endpoint({ method: 'GET', path: '/quotes/:id/pdf', mode: 'read', access: 'quote.read', query: shape({ lang: Type.Optional(OneOf(langs)) }), reply: FileReply }),
  ...moves('/quotes/:id/moves', { submit, send, accept, decline, cancel }, WholeQuote, { accept: AcceptBody, decline: DeclineBody }),
}
