import { useQuery, useQueryClient } from '@tanstack/react-query'
import { mailWordsText } from '#kernel/mailWords.text.ts'
import type { MailWords } from '#kernel/mailWords.ts'
import type { Field } from '#meta/entity.ts'
import { RowsSkeleton } from './CardSkeleton.tsx'
import { Problem } from './Problem.tsx'
import { RecordForm } from './RecordForm.tsx'
import { useToast } from './Toast.tsx'
import { useText } from './useText.tsx'

const fields: readonly Field[] = (['subjectZh', 'textZh', 'subjectEn', 'textEn'] as const).map(key => ({
  key,
  label: mailWordsText[`mailWords.${key}`],
  kind: key.startsWith('text') ? 'longText' : 'text',
  maxLength: key.startsWith('text') ? 5000 : 200,
}))

type Props = {
  readonly title: string
  /** Of the company's settings. */
  readonly setting: string
  readonly offered: readonly string[]
  readonly read: () => Promise<MailWords>
  readonly set: (body: Readonly<Record<string, unknown>>) => Promise<MailWords>
}

/** What a kind of mail says in this company, in both languages. */
export function MailWordsCard({ title, setting, offered, read, set }: Props) {
  const t = useText(mailWordsText)
  const tell = useToast()
  const queries = useQueryClient()
  const words = useQuery({ queryKey: [setting], queryFn: read })
  const save = async (body: Readonly<Record<string, unknown>>) => {
    queries.setQueryData([setting], await set(body))
    tell(t('mailWords.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{t('mailWords.how', { fields: offered.map(field => `{${field}}`).join(' ') })}</p>
        {words.error && <Problem error={words.error} onRetry={() => words.refetch()} />}
        {words.isPending && <RowsSkeleton rows={2} />}
        {words.data && <RecordForm fields={fields} record={words.data} draftKey={setting} onSave={save} />}
      </div>
    </section>
  )
}
