import { lazy, Suspense, useEffect, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { termsText } from '#kernel/terms.text.ts'
import type { Terms, Total } from '#kernel/terms.ts'
import { Button } from './Button.tsx'
import { reasonsOf } from './problems.ts'
import { Skeleton } from './Skeleton.tsx'
import { type KnownDays, TermsSaid } from './TermsSaid.tsx'
import { draftOf, type TermsDraft, termsIn } from './termsDraft.ts'
import { useDraft } from './useDraft.ts'
import { useText } from './useText.tsx'

// most who open a quote or an order only read its terms
const TermsEditor = lazy(async () => ({ default: (await import('./TermsEditor.tsx')).TermsEditor }))

type Props = {
  readonly terms: Terms
  readonly total: Total
  /** Only a draft's terms can be changed; afterwards they are read. */
  readonly mayEdit: boolean
  /** What was read: whoever saves over someone else's terms is told. */
  readonly version: number
  /** Where unsaved terms are kept on this device. */
  readonly draftKey: string
  readonly onSave: (terms: Terms, version: number) => Promise<unknown>
  readonly known?: KnownDays
  /** Told whether there are terms that are not saved yet. */
  readonly onUnsaved?: (unsaved: boolean) => void
}

type Begun = { readonly draft: TermsDraft; readonly version: number }

/** The terms of a quote or an order: sentences, and the editor as long as they may change. */
export function TermsPart({ terms, total, mayEdit: may, version, draftKey, onSave, known, onUnsaved }: Props) {
  // whoever may not see the total cannot share it out
  const mayEdit = may && Boolean(total.gross)
  const t = useText(termsText)
  const kept = useDraft<Begun | null>(draftKey, null)
  const editing = mayEdit ? kept.value : null
  const unsaved = editing !== null
  useEffect(() => {
    onUnsaved?.(unsaved)
  }, [onUnsaved, unsaved])
  return (
    <section className="card terms">
      <header>
        <h2>{t('terms.title')}</h2>
        <span className="grow" />
        {mayEdit && !editing && (
          <Button size="sm" icon="edit" onClick={() => kept.set({ draft: draftOf(terms), version })}>
            {t('terms.edit')}
          </Button>
        )}
      </header>
      <div className="body">
        {editing ? (
          <Editing begun={editing} total={total} onChange={kept.set} onSave={onSave} onClose={kept.drop} />
        ) : (
          <TermsSaid terms={terms} total={total} known={known} />
        )}
      </div>
    </section>
  )
}

type EditingProps = Pick<Props, 'total' | 'onSave'> & {
  readonly begun: Begun
  readonly onChange: (begun: Begun) => void
  readonly onClose: () => void
}

function Editing({ begun, total, onChange, onSave, onClose }: EditingProps) {
  const t = useText(termsText)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const { draft, version } = begun
  const change = (next: TermsDraft) => {
    setRefused([])
    onChange({ draft: next, version })
  }
  const save = async () => {
    setBusy(true)
    try {
      await onSave(termsIn(draft), version)
      onClose()
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Suspense fallback={<Skeleton shape="lines" />}>
        <TermsEditor draft={draft} total={total} refused={refused} onChange={change} />
      </Suspense>
      <div className="row foot">
        <Button kind="primary" busy={busy} onClick={save}>
          {t('terms.save')}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t('terms.discard')}
        </Button>
      </div>
    </>
  )
}
