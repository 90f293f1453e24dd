// A mail with a quote, as it would go to one of the customer's people.
import { Type } from 'typebox'
import { Id, OneOf, shape } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'

export const MailAsk = shape({ contactId: Id, lang: Type.Optional(OneOf(langs)) })
