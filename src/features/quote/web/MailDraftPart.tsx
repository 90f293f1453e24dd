import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { MailDraft } from '#kernel/mailWords.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { MailDraftForm } from '#ui/MailDraftForm.tsx'
import { Problem } from '#ui/Problem.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { quoteMailApi } from '../mail.api.ts'
import { quoteMailText } from '../mail.text.ts'

const calls = client(quoteMailApi, send)

type Props = {
  readonly id: string
  readonly to: { readonly id: string; readonly name: string }
  readonly lang: Lang
  readonly busy: boolean
  readonly refused: readonly Reason[]
  readonly onSend: (words: MailDraft) => void
  readonly onBack: () => void
}

/** The mail with a quote, before it leaves. */
export function MailDraftPart({ id, to, lang, ...rest }: Props) {
  const t = useText(quoteMailText)
  const draft = useQuery({
    queryKey: ['quote', id, 'mail', to.id, lang],
    queryFn: () => calls.draft({ id, contactId: to.id, lang }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (draft.error) return <Problem error={draft.error} onRetry={() => draft.refetch()} />
  if (!draft.data) return <RowsSkeleton rows={4} />
  const say = t('quote.mail.linkSay', { link: '{link}' })
  return <MailDraftForm draft={draft.data} name={to.name} {...{ lang, say, ...rest }} />
}
