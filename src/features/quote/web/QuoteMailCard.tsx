import { client } from '#kernel/api.ts'
import { MailWordsCard } from '#ui/MailWordsCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { quoteMailApi } from '../mail.api.ts'
import { quoteMail } from '../mail.rules.ts'
import { quoteMailText } from '../mail.text.ts'

const calls = client(quoteMailApi, send)

/** What a mail with a quote says. */
export function QuoteMailCard() {
  const t = useText(quoteMailText)
  const { setting, fields } = quoteMail
  const way = { read: () => calls.words({}), set: (body: object) => calls.setWords(body) }
  return <MailWordsCard title={t('quote.mail.title')} setting={setting} offered={fields} {...way} />
}
