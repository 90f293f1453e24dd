import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { filledIn, type MailDraft } from '#kernel/mailWords.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { MailDraftForm } from '#ui/MailDraftForm.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useReason, useText } from '#ui/useText.tsx'
import type { SigningMail } from '../mail.schema.ts'
import { contractMailText } from '../mail.text.ts'
import { type Receiver, ReceiverForm } from './ReceiverForm.tsx'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'

/** The signing link by mail: to whom, then what it says. */
export function MailSheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useText(contractMailText)
  const say = useReason()
  const asked = useQuery({
    queryKey: ['contract', id, 'mail'],
    queryFn: () => contractCalls.draft({ id }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data } = asked
  return (
    <Sheet open onClose={onClose} title={t('contract.mail.send')} width={560}>
      {asked.error && <Problem error={asked.error} onRetry={() => asked.refetch()} />}
      {asked.isPending && <RowsSkeleton rows={4} />}
      {data && !data.canMail && <p>{say({ key: 'contract.noMail' })}</p>}
      {data?.canMail && <Steps id={id} mail={data} onClose={onClose} />}
    </Sheet>
  )
}

type StepsProps = { readonly id: string; readonly mail: SigningMail; readonly onClose: () => void }

function Steps({ id, mail, onClose }: StepsProps) {
  const t = useText(contractMailText)
  const tell = useToast()
  const { busy, refused, doing } = useDoing(useRefreshContract())
  const [to, setTo] = useState(() => firstOf(mail))
  const [writing, setWriting] = useState(false)
  const send = (words: MailDraft) =>
    doing('mail', async () => {
      await contractCalls.mail({ id, ...to, ...words })
      tell(t('contract.mail.going'))
      onClose()
    })
  if (!writing) return <ReceiverForm mail={mail} to={to} onChange={setTo} onNext={() => setWriting(true)} />
  return (
    <MailDraftForm
      {...{ refused, lang: mail.lang, name: to.name }}
      draft={filledIn(mail, { name: to.name })}
      say={t('contract.mail.linkSay', { link: '{link}' })}
      busy={busy !== undefined}
      onSend={send}
      onBack={() => setWriting(false)}
    />
  )
}

const firstOf = ({ contactId, name, people }: SigningMail): Receiver => {
  const signer = people.find(one => one.id === contactId)
  return { contactId, name, email: signer?.email ?? '' }
}
