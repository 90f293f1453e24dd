import { quoteMailText } from './mail.text.ts'

/** The link is made when the mail leaves. */
export const quoteMail = {
  setting: 'quoteMail',
  fields: ['company', 'customer', 'name', 'number', 'total', 'date', 'by', 'link'],
  subject: quoteMailText['quote.mail.usualSubject'],
  text: quoteMailText['quote.mail.usualText'],
} as const
