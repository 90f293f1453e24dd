import { Input } from 'antd'
import { useState } from 'react'
import { cmp, isDecimal, isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Held } from '#ui/Held.tsx'
import { plainNumber } from '#ui/plainNumber.ts'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { billingText } from '../billing.text.ts'
import type { InvoiceLine, WholeInvoice } from '../invoice.schema.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'

type Word = 'name' | 'spec' | 'taxCode' | 'much'
type Typed = Readonly<Record<string, string>>
const words = ['name', 'spec', 'taxCode', 'much'] as const

type Props = { readonly invoice: WholeInvoice; readonly open: boolean; readonly onClose: () => void }

/** What stands on each line, and how much of it; zero takes a line off. */
export function LinesSheet({ invoice, open, onClose }: Props) {
  const t = useText(billingText)
  return (
    <Sheet open={open} onClose={onClose} title={t('billing.editLines')} width={640}>
      <Held latest={invoice}>
        {(shown, hold) => <LinesForm key={shown.version} invoice={shown} onWriting={hold} onClose={onClose} />}
      </Held>
    </Sheet>
  )
}

type FormProps = Omit<Props, 'open'> & { readonly onWriting: (isWriting: boolean) => void }

function LinesForm({ invoice, onWriting, onClose }: FormProps) {
  const t = useText(billingText)
  const refresh = useRefresh()
  const [typed, setTyped] = useState<Typed>({})
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const asked = invoice.lines.filter((line, at) => !isOfBefore(line, invoice.lines[at - 1]))
  const save = async () => {
    setBusy(true)
    try {
      await invoiceCalls.edit({ id: invoice.id, version: invoice.version, ...editOf(invoice, asked, typed) })
      onWriting(false)
      await refresh()
      onClose()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="form">
      {asked.map(line => (
        <fieldset key={line.id} className="invword">
          <legend className="vh">{line.name}</legend>
          {words
            .filter(word => word !== 'much' || invoice.kind === 'normal')
            .map(word => (
              <Cell
                key={word}
                line={line}
                word={word}
                value={typed[`${line.no} ${word}`] ?? startOf(line, word)}
                onType={value => {
                  setTyped(old => ({ ...old, [`${line.no} ${word}`]: value }))
                  onWriting(true)
                }}
              />
            ))}
        </fieldset>
      ))}
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="foot">
        <Button kind="primary" busy={busy} onClick={save}>
          {t('billing.save')}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t('billing.cancel')}
        </Button>
      </div>
    </div>
  )
}

type CellProps = {
  readonly line: InvoiceLine
  readonly word: Word
  readonly value: string
  readonly onType: (value: string) => void
}

function Cell({ line, word, value, onType }: CellProps) {
  const t = useText(billingText)
  const names = {
    name: t('billing.line.item'),
    spec: t('billing.line.spec'),
    taxCode: t('billing.line.taxCode'),
    much: line.by === 'amount' ? t('billing.line.gross') : `${t('billing.line.qty')} (${line.unit})`,
  }
  return (
    <div data-word={word}>
      <small className="t3">{names[word]}</small>
      <Input
        aria-label={`${line.name} ${names[word]}`}
        value={value}
        {...(word === 'much' || word === 'taxCode' ? { inputMode: 'decimal' as const } : {})}
        {...(word === 'much' && { className: 'num-in' })}
        onChange={event => onType(event.target.value)}
      />
    </div>
  )
}

/** The discount of a gift is drawn by the server with its line. */
const isOfBefore = (line: InvoiceLine, before: InvoiceLine | undefined): boolean =>
  line.lineKind === 'discount' && before?.lineKind === 'discounted' && before.orderLineId === line.orderLineId

function startOf(line: InvoiceLine, word: Word): string {
  if (word === 'much') return (line.by === 'amount' ? line.gross : line.unitQty) ?? ''
  return line[word] ?? ''
}

/** Words alone leave the amounts as they are; another quantity draws the lines again. */
function editOf({ kind }: WholeInvoice, asked: readonly InvoiceLine[], typed: Typed) {
  const now = (line: InvoiceLine, word: Word) => (typed[`${line.no} ${word}`] ?? startOf(line, word)).trim()
  const said = (line: InvoiceLine) => ({
    name: now(line, 'name') || line.name,
    spec: now(line, 'spec') || null,
    taxCode: now(line, 'taxCode').replaceAll(/\s/g, '') || null,
  })
  const much = (line: InvoiceLine) => plainNumber(now(line, 'much') || '0')
  const isOther = (line: InvoiceLine) => {
    const next = much(line)
    return !isDecimal(next) || cmp(next, startOf(line, 'much')) !== 0
  }
  if (kind !== 'normal' || !asked.some(isOther)) return { words: asked.map(line => ({ no: line.no, ...said(line) })) }
  const lines = asked
    .filter(line => !(isDecimal(much(line)) && isZero(much(line))))
    .map(line => ({
      orderLineId: line.orderLineId ?? '',
      ...(line.by === 'amount' ? { amount: much(line) } : { unitQty: much(line) }),
      ...(line.shipmentLineId && { shipmentLineId: line.shipmentLineId }),
      ...said(line),
    }))
  return { lines }
}
