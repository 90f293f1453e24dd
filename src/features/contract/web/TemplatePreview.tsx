import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { Lang } from '#kernel/text.ts'
import { reasonsOf } from '#ui/problems.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Block } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { ProseView } from './ProseView.tsx'
import { contractCalls, templateCalls } from './useContractCalls.ts'

/** The text as it stands on the screen, with a real contract. */
export function TemplatePreview({ body, lang }: { readonly body: Block[]; readonly lang: Lang }) {
  const t = useText(templateText)
  const [chosen, setChosen] = useState<string>()
  const contracts = useQuery({
    queryKey: ['contract', 'list', 'newest'],
    queryFn: () => contractCalls.list({ limit: 20 }),
  })
  const items = contracts.data?.items ?? []
  const contractId = chosen ?? items[0]?.id
  const shown = useDeferredValue(JSON.stringify(body))
  const preview = useQuery({
    enabled: contractId !== undefined && body.length > 0,
    queryKey: ['contractTemplate', 'preview', contractId, lang, shown],
    queryFn: () => templateCalls.preview({ contractId: contractId ?? '', body: JSON.parse(shown), lang }),
    placeholderData: old => old,
  })
  return (
    <section className="card contractpreview">
      <header>
        <h2>{t('contract.template.preview')}</h2>
        <span className="grow" />
        {items.length > 0 && (
          <select
            className="inp"
            aria-label={t('contract.template.previewOf')}
            value={contractId}
            onChange={event => setChosen(event.target.value)}
          >
            {items.map(one => (
              <option key={one.id} value={one.id}>
                {one.number} {one.title}
              </option>
            ))}
          </select>
        )}
      </header>
      <div className="body">
        {contracts.data && items.length === 0 && <p className="t3">{t('contract.template.noPreview')}</p>}
        {preview.error && <Reasons reasons={reasonsOf(preview.error)} />}
        {preview.data && <ProseView pieces={preview.data.pieces} lang={lang} />}
      </div>
    </section>
  )
}
