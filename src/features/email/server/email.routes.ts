import type { Handlers } from '#kernel/api.ts'
import type { emailApi } from '../email.api.ts'
import { openMailbox, renewMailbox } from './address.service.ts'
import { type EmailParts, readMailbox, readTemplates, sendEmail, setTemplates } from './email.service.ts'

export const emailHandlers = (parts: EmailParts): Handlers<typeof emailApi> => ({
  mailbox: (db, actor, place) => readMailbox(db, actor, place, parts),
  openMailbox: (tx, actor, place) => openMailbox(tx, actor, place, parts.domain),
  renewMailbox: (tx, actor, place) => renewMailbox(tx, actor, place, parts.domain),
  send: (tx, actor, input) => sendEmail(tx, actor, input, parts),
  templates: readTemplates,
  setTemplates,
})
