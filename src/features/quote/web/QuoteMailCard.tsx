import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { quoteMailApi } from '../mail.api.ts'
import { mailFields } from '../mail.schema.ts'
import { quoteMailText } from '../mail.text.ts'

const calls = client(quoteMailApi, send)

const fields: readonly Field[] = (['subjectZh', 'textZh', 'subjectEn', 'textEn'] as const).map(key => ({
  key,
  label: quoteMailText[`quote.mail.${key}`],
  kind: key.startsWith('text') ? 'longText' : 'text',
  maxLength: key.startsWith('text') ? 5000 : 200,
}))
const offered = mailFields.map(field => `{${field}}`).join(' ')

/** What a mail with a quote says, in both languages. */
export function QuoteMailCard() {
  const t = useText(quoteMailText)
  const tell = useToast()
  const queries = useQueryClient()
  const words = useQuery({ queryKey: ['quoteMail'], queryFn: () => calls.words({}) })
  const save = async (body: Readonly<Record<string, unknown>>) => {
    queries.setQueryData(['quoteMail'], await calls.setWords(body))
    tell(t('quote.mail.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{t('quote.mail.title')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{t('quote.mail.how', { fields: offered })}</p>
        {words.error && <Problem error={words.error} onRetry={() => words.refetch()} />}
        {words.isPending && <RowsSkeleton rows={2} />}
        {words.data && <RecordForm fields={fields} record={words.data} draftKey="quoteMail" onSave={save} />}
      </div>
    </section>
  )
}
