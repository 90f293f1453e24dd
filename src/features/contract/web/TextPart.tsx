import { useQuery } from '@tanstack/react-query'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { useText } from '#ui/useText.tsx'
import type { WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { ProseView } from './ProseView.tsx'
import { templateCalls } from './useContractCalls.ts'

/** The contract as it will be signed; what nobody has said yet stands out. */
export function TextPart({ contract }: { readonly contract: WholeContract }) {
  const t = useText(contractScreenText)
  const { id, version, state, templateName, templateVersion } = contract
  const written = useQuery({
    queryKey: ['contract', id, 'text', version],
    queryFn: () => templateCalls.written({ id }),
  })
  if (!written.data) return <CardSkeleton rows={4} />
  const { pieces, blanks } = written.data
  const open = state === 'draft' || state === 'in_approval'
  return (
    <section className="card">
      <header>
        <h2>{t('contract.text')}</h2>
        <span className="grow" />
        {templateName && (
          <small className="t3">
            {t('contract.byTemplate', { name: templateName })}
            {templateVersion !== null && ` · ${templateVersion}`}
          </small>
        )}
      </header>
      <div className="body">
        {open && blanks.length > 0 && (
          <p className="contractblanks" role="status">
            {t('contract.blanks', { fields: blanks.join(', ') })}
          </p>
        )}
        <ProseView pieces={pieces} lang={contract.lang} />
      </div>
    </section>
  )
}
