import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { taxText } from '../tax.text.ts'
import { productCalls } from './useProductCalls.ts'

// biome-ignore format: a table
const fields = [
  { key: 'taxMode', label: taxText['tax.mode'], kind: 'choice', required: true, choices: (['inclusive', 'exclusive'] as const).map(value => ({ value, label: taxText[`tax.mode.${value}`] })) },
  { key: 'taxRound', label: taxText['tax.round'], kind: 'choice', required: true, choices: (['line', 'document'] as const).map(value => ({ value, label: taxText[`tax.round.${value}`] })) },
] as const satisfies readonly Field[]

/** What every new quote and order begins with (C008). */
export function TaxDefaultsPart() {
  const t = useText(taxText)
  const tell = useToast()
  const queries = useQueryClient()
  const now = useQuery({ queryKey: ['taxDefaults'], queryFn: () => productCalls.taxDefaults({}) })
  if (now.error) return <Problem error={now.error} onRetry={() => now.refetch()} />
  const { data } = now
  if (!data) return <Skeleton shape="record" />
  return (
    <section className="card">
      <header>
        <h2>{t('tax.defaults')}</h2>
        <p className="t2 grow dk">{t('tax.defaultsSay')}</p>
      </header>
      <div className="body stack">
        <p className="t3">{t('tax.roundSay')}</p>
        <RecordForm
          fields={fields}
          record={data}
          draftKey="taxDefaults"
          onSave={async body => {
            queries.setQueryData(['taxDefaults'], await productCalls.setTaxDefaults({ ...data, ...body }))
            tell(t('tax.saved'))
          }}
        />
      </div>
    </section>
  )
}
