import { contractMailText } from './mail.text.ts'

/** The link is made when the mail leaves; the name is whom it is addressed to at last. */
export const contractMail = {
  setting: 'contractMail',
  fields: ['company', 'customer', 'name', 'number', 'title', 'date', 'by', 'link'],
  subject: contractMailText['contract.mail.usualSubject'],
  text: contractMailText['contract.mail.usualText'],
} as const
