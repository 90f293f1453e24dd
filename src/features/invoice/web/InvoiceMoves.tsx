import { useState } from 'react'
import type { MoveOffer } from '#kernel/flow.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import type { InvoiceMove } from '../invoice.flow.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceText } from '../invoice.text.ts'
import { BuyerSheet } from './BuyerSheet.tsx'
import { LinesSheet } from './LinesSheet.tsx'
import { NumberSheet } from './NumberSheet.tsx'
import { RedSheet } from './RedSheet.tsx'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'

const why: Field = {
  key: 'note',
  label: billingText['billing.why'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const asks = { fail: [why], refuse: [why], reject: [why] }
const primary: Partial<Record<WholeInvoice['state'], InvoiceMove>> = {
  requested: 'issue',
  confirmed: 'issue',
  issuing: 'record',
  draft: 'ask',
  awaiting: 'confirm',
}

type Props = { readonly invoice: WholeInvoice; readonly offers: readonly MoveOffer[] | undefined }
type Open = 'buyer' | 'lines' | 'number' | 'red'

export function InvoiceMoves({ invoice, offers }: Props) {
  const t = useText(invoiceText)
  const b = useText(billingText)
  const session = useSession()
  const { lang } = useLang()
  const refresh = useRefresh()
  const [open, setOpen] = useState<Open>()
  const { id, version, state, kind } = invoice
  const close = () => setOpen(undefined)
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    if (move === 'record') return setOpen('number')
    const call = invoiceCalls[move as Exclude<InvoiceMove, 'record'>] // the offers are the flow's own moves
    const note = typeof values.note === 'string' ? values.note : ''
    const next = await call({ id, version, ...(note.trim() && { note }) } as {
      id: string
      version: number
      note: string
    }) // only moves that ask for a reason read it
    await refresh()
    // by hand the next thing to do is to type it over
    if (move === 'issue' && next.channel !== 'standin' && next.state === 'issuing') setOpen('number')
  }
  const isOpen = state === 'requested' || state === 'draft'
  const first = state === 'failed' ? (kind === 'red' ? 'again' : 'retry') : primary[state]
  return (
    <>
      <MoveBar
        offers={offers?.filter(offer => isOfKind(kind, offer.move))}
        {...(first && { primary: first })}
        label={move => t(`move.invoice.${move}` as 'move.invoice.issue')} // the offers are the flow's moves, each with its words
        asks={asks}
        onMove={run}
        wayOut={reason => wayOut(reason, isOpen && mayDo(session, 'invoice.edit'), setOpen, b('billing.edit'))}
      >
        {state === 'issued' && (
          <Button kind="text" icon="print" href={`/api/invoices/${id}/pdf?lang=${lang}`}>
            {b('billing.pdf')}
          </Button>
        )}
        {state === 'issued' &&
          kind !== 'red' &&
          invoice.standing !== 'reversed' &&
          mayDo(session, 'invoice.credit') && (
            <Button icon="undo" onClick={() => setOpen('red')}>
              {b('billing.redNew')}
            </Button>
          )}
        {state === 'requested' && mayDo(session, 'invoice.edit') && (
          <Button icon="list" onClick={() => setOpen('lines')}>
            {b('billing.editLines')}
          </Button>
        )}
        {isOpen && mayDo(session, 'invoice.edit') && (
          <Button icon="edit" onClick={() => setOpen('buyer')}>
            {b('billing.edit')}
          </Button>
        )}
      </MoveBar>
      <BuyerSheet invoice={invoice} open={open === 'buyer'} onClose={close} />
      <LinesSheet invoice={invoice} open={open === 'lines'} onClose={close} />
      <NumberSheet invoice={invoice} open={open === 'number'} onClose={close} />
      <RedSheet invoice={invoice} open={open === 'red'} onClose={close} />
    </>
  )
}

/** Moves of the other kind say nothing here: a request is never asked of the buyer, a red letter never refused. */
const isOfKind = (kind: WholeInvoice['kind'], move: string): boolean =>
  kind === 'red'
    ? move !== 'retry' && move !== 'refuse'
    : !['again', 'ask', 'confirm', 'reject', 'lapse'].includes(move)

function wayOut({ path }: Reason, may: boolean, open: (what: Open) => void, label: string) {
  if (!may || !path) return undefined
  const what = path.startsWith('buyer.') ? 'buyer' : path.startsWith('lines') ? 'lines' : undefined
  return what && { label, onClick: () => open(what) }
}
