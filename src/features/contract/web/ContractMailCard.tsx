import { MailWordsCard } from '#ui/MailWordsCard.tsx'
import { useText } from '#ui/useText.tsx'
import { contractMail } from '../mail.rules.ts'
import { contractMailText } from '../mail.text.ts'
import { contractCalls } from './useContractCalls.ts'

/** What a mail with a signing link says. */
export function ContractMailCard() {
  const t = useText(contractMailText)
  const { setting, fields } = contractMail
  const way = { read: () => contractCalls.words({}), set: (body: object) => contractCalls.setWords(body) }
  return <MailWordsCard title={t('contract.mail.title')} setting={setting} offered={fields} {...way} />
}
