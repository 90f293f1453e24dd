import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { fieldOf } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Held } from '#ui/Held.tsx'
import { useGo, usePlace } from '#ui/Link.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { stockDocumentEntity } from '../document.entity.ts'
import type { WholeDocument } from '../document.schema.ts'
import { stockText } from '../stock.text.ts'
import { DocumentHead } from './DocumentHead.tsx'
import { DocumentLines } from './DocumentLines.tsx'
import { type HeldLine, heldIn, ReleaseSheet } from './ReleaseSheet.tsx'
import { useDocumentDraft } from './useDocumentDraft.ts'
import { documentCalls } from './useStockCalls.ts'

export function DocumentPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const document = useQuery({ queryKey: ['stockDocument', id], queryFn: () => documentCalls.get({ id }) })
  if (document.error) return <Problem error={document.error} onRetry={() => document.refetch()} />
  if (!document.data) return <Skeleton shape="record" />
  // another version is another draft
  return (
    <Held latest={document.data}>
      {(shown, hold) => <DocumentRecord key={shown.version} document={shown} onWriting={hold} />}
    </Held>
  )
}

type RecordProps = { readonly document: WholeDocument; readonly onWriting: (isWriting: boolean) => void }

function DocumentRecord({ document, onWriting }: RecordProps) {
  const t = useText(stockText)
  const label = useLabel()
  const session = useSession()
  const [kind, state] = (['kind', 'state'] as const).map(key =>
    fieldOf(stockDocumentEntity, key)?.choices?.find(choice => choice.value === document[key]),
  )
  const writing = useWriting(document, onWriting)
  const { draft, reasons } = writing
  useEffect(() => onWriting(draft.touched), [draft.touched, onWriting])
  const open = document.state === 'draft' && mayDo(session, 'stockDocument.edit')
  return (
    <>
      <PageTop title={document.number} back={{ label: t('stock.documents'), href: '/stock/documents' }} />
      <RecordHead
        title={document.number}
        {...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } })}
        sub={
          <>
            {kind && <span>{label(kind.label)}</span>}
            <span>
              {document.warehouseName}
              {document.toWarehouseName && ` → ${document.toWarehouseName}`}
            </span>
            <Day day={document.date} />
            {document.ownerName && <span>{document.ownerName}</span>}
            {document.reason && <span>{document.reason}</span>}
          </>
        }
      />
      <DocumentMoves document={document} writing={writing} />
      <div className="stack">
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {open && <DocumentHead kind={document.kind} head={draft.head} put={draft.put} />}
        <DocumentLines
          kind={document.kind}
          lines={draft.lines}
          reasons={reasons}
          readOnly={!open}
          onChange={draft.setLines}
          newLine={draft.newLine}
        />
        {open && (
          <div className="row">
            <Button icon="trash" onClick={writing.remove}>
              {t('stock.delete')}
            </Button>
            <span className="grow" />
            <Button disabled={!draft.touched} onClick={writing.saveOnly}>
              {t('stock.save')}
            </Button>
          </div>
        )}
        <Slot name="files" entity="stockDocument" id={document.id} />
        <Slot name="timeline" entity="stockDocument" id={document.id} />
      </div>
    </>
  )
}

function useWriting(document: WholeDocument, onWriting: (isWriting: boolean) => void) {
  const t = useText(stockText)
  const go = useGo()
  const tell = useToast()
  const queries = useQueryClient()
  const draft = useDocumentDraft(document.kind, document)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const again = () =>
    Promise.all(['stockDocument', 'stock', 'stockMove'].map(key => queries.invalidateQueries({ queryKey: [key] })))
  const save = async (): Promise<number> => {
    if (!draft.touched) return document.version
    const saved = await documentCalls.edit({ id: document.id, ...draft.body(), version: document.version })
    onWriting(false)
    return saved.version
  }
  const attempt = (work: () => Promise<unknown>) =>
    work().catch((error: unknown) => {
      setReasons(reasonsOf(error))
    })
  return {
    draft,
    reasons,
    save,
    again,
    saveOnly: () =>
      attempt(async () => {
        await save()
        await again()
        tell(t('stock.saved'))
      }),
    remove: () =>
      attempt(async () => {
        await documentCalls.remove({ id: document.id })
        await again()
        go('/stock/documents')
      }),
  }
}

type MoveProps = { document: WholeDocument; writing: ReturnType<typeof useWriting> }

function DocumentMoves({ document, writing }: MoveProps) {
  const t = useText(stockText)
  const [ask, setAsk] = useState<{ move: 'post' | 'cancel'; holds: readonly HeldLine[] }>()
  const offers = useQuery({
    queryKey: ['stockDocument', document.id, 'moves', document.version],
    queryFn: () => documentCalls.offers({ id: document.id }),
  })
  const run = async (move: 'post' | 'cancel', release: string[] = []) => {
    const version = move === 'post' ? await writing.save() : document.version
    try {
      await documentCalls[move]({ id: document.id, version, ...(release.length > 0 && { release }) })
    } catch (error) {
      const holds = heldIn(error)
      if (holds.length === 0) throw error
      setAsk({ move, holds })
      return
    } finally {
      await writing.again()
    }
    setAsk(undefined)
  }
  // lines that are typed but not saved yet answer for themselves when they are posted
  const shown = (offers.data ?? []).map(one =>
    one.move === 'post' && writing.draft.touched ? { ...one, ok: true, reasons: [] } : one,
  )
  return (
    <>
      <MoveBar
        offers={shown}
        primary="post"
        label={move => t(move === 'post' ? 'move.stockDocument.post' : 'move.stockDocument.cancel')}
        onMove={move => run(move === 'post' ? 'post' : 'cancel')}
      />
      {ask && (
        <ReleaseSheet holds={ask.holds} onClose={() => setAsk(undefined)} onRelease={ids => run(ask.move, ids)} />
      )}
    </>
  )
}
