import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { paperTemplateApi } from '../template.api.ts'
import { longest, type Spoken } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { QuoteMailCard } from './QuoteMailCard.tsx'
import { StampCard } from './StampCard.tsx'

const calls = client(paperTemplateApi, send)

const words = (key: Spoken, maxLength: number = longest[key]): Field[] =>
  (['Zh', 'En'] as const).map(lang => ({
    key: `${key}${lang}`,
    label: templateText[`quote.template.${key}${lang}`],
    kind: maxLength > 200 ? 'longText' : 'text',
    maxLength,
  }))
const parts = [
  { value: 'code', label: templateText['quote.template.code'] },
  { value: 'lines.spec', label: templateText['quote.template.spec'] },
  { value: 'lines.note', label: templateText['quote.template.note'] },
  { value: 'lines.lineDiscount', label: templateText['quote.template.discount'] },
  { value: 'lines.taxRate', label: templateText['quote.template.taxRate'] },
]
const fields: readonly Field[] = [
  ...words('title'),
  ...words('company'),
  ...words('header'),
  ...words('footer'),
  ...words('terms'),
  ...words('bank'),
  { key: 'hides', label: templateText['quote.template.hides'], kind: 'multiChoice', choices: parts },
  { key: 'capital', label: templateText['quote.template.capital'], kind: 'yesNo' },
  { key: 'validity', label: templateText['quote.template.validity'], kind: 'yesNo' },
  { key: 'draftMark', label: templateText['quote.template.draftMark'], kind: 'yesNo' },
  { key: 'signs', label: templateText['quote.template.signs'], kind: 'yesNo' },
]

/** How quotes look on paper; tried on the newest one. */
export function PaperTemplatePage() {
  const t = useText(templateText)
  const ui = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const template = useQuery({ queryKey: ['quotePaper'], queryFn: () => calls.template({}) })
  if (template.error) return <Problem error={template.error} onRetry={() => template.refetch()} />
  if (!template.data) return <Skeleton shape="record" />
  const save = async (body: Readonly<Record<string, unknown>>) => {
    queries.setQueryData(['quotePaper'], await calls.setTemplate(body))
    tell(t('quote.template.saved'))
  }
  return (
    <>
      <PageTop title={t('quote.template.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      <div className="stack">
        <StampCard />
        <QuoteMailCard />
        <section className="card">
          <header className="row wrap">
            <h2>{t('quote.template.title')}</h2>
            <span className="grow" />
            <Button icon="print" size="sm" href="/api/quote-paper/sample?lang=zh">
              {t('quote.template.sampleZh')}
            </Button>
            <Button icon="print" size="sm" href="/api/quote-paper/sample?lang=en">
              {t('quote.template.sampleEn')}
            </Button>
          </header>
          <div className="body stack">
            <p className="t2">{t('quote.template.how')}</p>
            <RecordForm fields={fields} record={template.data} draftKey="quotePaper" onSave={save} />
          </div>
        </section>
      </div>
    </>
  )
}
