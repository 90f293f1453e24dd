import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { useGo, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { documentKinds } from '../document.schema.ts'
import { stockText } from '../stock.text.ts'
import { DocumentHead } from './DocumentHead.tsx'
import { DocumentLines } from './DocumentLines.tsx'
import { useDocumentDraft } from './useDocumentDraft.ts'
import { documentCalls } from './useStockCalls.ts'

export function NewDocumentPage() {
  const t = useText(stockText)
  const go = useGo()
  const tell = useToast()
  const session = useSession()
  const queries = useQueryClient()
  const { params } = usePlace()
  const kind = documentKinds.find(one => one === params.kind) ?? 'receipt'
  const draft = useDocumentDraft(kind, undefined)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)

  const save = async (post: boolean) => {
    setBusy(true)
    try {
      const made = await documentCalls.create({ kind, ...draft.body() })
      // what cannot be posted is kept as a draft: its page says why and lets one go on
      if (post)
        await documentCalls.post({ id: made.id }).then(
          () => tell(t('stock.posted')),
          () => tell(t('stock.saved')),
        )
      await queries.invalidateQueries({ queryKey: ['stockDocument'] })
      if (post) await queries.invalidateQueries({ queryKey: ['stock'] })
      go(`/stock/documents/${made.id}`, { replace: true })
    } catch (error) {
      setReasons(reasonsOf(error))
      setBusy(false)
    }
  }

  return (
    <>
      <PageTop title={t(`stock.title.${kind}`)} back={{ label: t('stock.documents'), href: '/stock/documents' }} />
      <div className="stack">
        <DocumentHead kind={kind} head={draft.head} put={draft.put} />
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        <DocumentLines
          kind={kind}
          lines={draft.lines}
          reasons={reasons}
          onChange={draft.setLines}
          newLine={draft.newLine}
        />
        <div className="row">
          <span className="grow" />
          <Button size="lg" busy={busy} onClick={() => save(false)}>
            {t('stock.save')}
          </Button>
          {mayDo(session, 'stockDocument.post') && (
            <Button size="lg" kind="primary" busy={busy} disabled={draft.lines.length === 0} onClick={() => save(true)}>
              {t('stock.postNow')}
            </Button>
          )}
        </div>
      </div>
    </>
  )
}
