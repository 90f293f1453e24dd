import './Import.css'
import { Button } from '#ui/Button.tsx'
import { usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'
import type { Import } from '../import.schema.ts'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportResult } from './ImportResult.tsx'
import { ImportStart } from './ImportStart.tsx'
import { useImport } from './useImport.ts'

/** File → columns → check → import → result. The address holds the import, so one may leave and come back. */
export function ImportPage() {
  const t = useText(exchangeText)
  const { search } = usePlace()
  const id = new URLSearchParams(search).get('id')
  if (id) return <OneImport key={id} id={id} />
  return (
    <>
      <PageTop title={t('import.title')} />
      <ImportStart />
    </>
  )
}

function OneImport({ id }: { id: string }) {
  const t = useText(exchangeText)
  const one = useImport(id)
  const back = { label: t('import.title'), href: '/import' }
  if (one.error) return <Problem error={one.error} onRetry={() => one.refetch()} />
  if (!one.data) return <Skeleton shape="list" />
  const { state } = one.data
  const open = state === 'inspected' || state === 'checking' || state === 'checked'
  return (
    <div className="stack imports">
      <PageTop title={one.data.fileName} back={back} />
      <Steps state={state} />
      {open ? (
        <ImportColumns of={one.data} onChange={() => one.refetch()} />
      ) : (
        <ImportResult of={one.data} onChange={() => one.refetch()} />
      )}
      {!open && state !== 'running' && (
        <p>
          <Button href="/import">{t('import.again')}</Button>
        </p>
      )}
    </div>
  )
}

const steps = ['file', 'columns', 'check', 'import'] as const
const stepOf: Readonly<Record<Import['state'], number>> = {
  inspected: 1,
  checking: 2,
  checked: 2,
  running: 3,
  failed: 3,
  cancelled: 3,
  done: 4,
}

function Steps({ state }: Pick<Import, 'state'>) {
  const t = useText(exchangeText)
  const here = stepOf[state]
  return (
    <ol className="impsteps">
      {steps.map((step, at) => (
        <li key={step} className={at < here ? 'past' : ''} aria-current={at === here ? 'step' : undefined}>
          {t(`import.step.${step}`)}
        </li>
      ))}
    </ol>
  )
}
