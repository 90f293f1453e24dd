import { Input } from 'antd'
import { useState } from 'react'
import { isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Held } from '#ui/Held.tsx'
import { useGo } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { plainNumber, typedNumber } from '#ui/plainNumber.ts'
import { reasonsOf } from '#ui/problems.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { RedReason, WholeInvoice } from '../invoice.schema.ts'
import { type RedRow, redOf, redRows, roughly, wayOf } from '../red.rules.ts'
import { requestText } from '../request.text.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'
import { useReds } from './useReds.ts'

type Props = { readonly invoice: WholeInvoice; readonly open: boolean; readonly onClose: () => void }

/** Takes back an issued invoice, all of it or in part; nothing moves before the letter itself is issued. */
export function RedSheet({ invoice, open, onClose }: Props) {
  const t = useText(requestText)
  return (
    <Sheet open={open} onClose={onClose} title={t('red.title', { number: invoice.number })} width={640}>
      <Held latest={invoice}>
        {(shown, hold) => <RedForm key={shown.version} invoice={shown} onWriting={hold} onClose={onClose} />}
      </Held>
    </Sheet>
  )
}

// what brings no goods back begins with what ended
const why: readonly RedReason[] = ['return', 'allowance', 'wrong', 'ended']

type FormProps = Omit<Props, 'open'> & { readonly onWriting: (isWriting: boolean) => void }

function RedForm({ invoice, onWriting, onClose }: FormProps) {
  const t = useText(requestText)
  const go = useGo()
  const refresh = useRefresh()
  const { wholes } = useReds(invoice)
  const [reason, setReason] = useState<RedReason>(invoice.lines.some(line => line.isGoods) ? 'return' : 'ended')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [note, setNote] = useState('')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  if (!wholes) return <RowsSkeleton rows={4} />
  const rows = redRows(invoice, wholes)
  const sum = roughly(reason, rows, typed)
  const type = (next: Readonly<Record<string, string>>) => {
    setTyped(next)
    onWriting(true)
  }
  const draft = async () => {
    setBusy(true)
    try {
      const red = await invoiceCalls.red({
        id: invoice.id,
        ...redOf(reason, rows, typed),
        ...(note.trim() && { note: note.trim() }),
      })
      onWriting(false)
      await refresh()
      onClose()
      go(`/invoices/${red.id}`)
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="form">
      <Segmented
        label={t('red.why')}
        all={why}
        value={reason}
        say={one => t(`red.${one}`)}
        onPick={one => {
          setReason(one)
          setTyped({})
          setReasons([])
        }}
      />
      <p className="t2">{t(`red.say.${reason}`)}</p>
      <Rows invoice={invoice} rows={rows} reason={reason} typed={typed} onType={type} />
      <div>
        <small className="t3">{t('red.note')}</small>
        <Input.TextArea
          aria-label={t('red.note')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={note}
          onChange={event => {
            setNote(event.target.value)
            onWriting(true)
          }}
        />
      </div>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="foot">
        <Button kind="primary" busy={busy} disabled={isZero(sum)} onClick={draft}>
          {t('red.draft')}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t('request.cancel')}
        </Button>
        <span className="grow" />
        <span className="t2 nw">
          {t('red.about')}{' '}
          <b className="b">
            <Money amount={sum} currency={invoice.currency} />
          </b>
        </span>
      </div>
    </div>
  )
}

type RowsProps = {
  readonly invoice: WholeInvoice
  readonly rows: readonly RedRow[]
  readonly reason: RedReason
  readonly typed: Readonly<Record<string, string>>
  readonly onType: (typed: Readonly<Record<string, string>>) => void
}

function Rows({ invoice, rows, reason, typed, onType }: RowsProps) {
  const t = useText(requestText)
  const number = useNumber()
  return (
    <table className="tbl asklines">
      <tbody>
        {rows.map(({ line, leftQty, leftGross }) => {
          const way = wayOf(reason, line)
          const left = way === 'qty' ? (leftQty ?? '0') : leftGross
          return (
            <tr key={line.id}>
              <td>
                <span className="pn">{line.name}</span> {line.spec && <small className="t3">{line.spec}</small>}
                <div className="t3">
                  {t('red.left')} {leftQty !== null && `${number(leftQty)} ${line.unit} · `}
                  <Money amount={leftGross} currency={invoice.currency} />
                </div>
              </td>
              <td className="num">
                {reason === 'wrong' ? (
                  <Money amount={leftGross} currency={invoice.currency} />
                ) : (
                  way &&
                  !isZero(left) && (
                    <span className="row">
                      <Button size="sm" kind="text" onClick={() => onType({ ...typed, [line.id]: left })}>
                        {t('red.all')}
                      </Button>
                      <Input
                        className="num-in"
                        inputMode="decimal"
                        aria-label={`${line.name} ${t(`red.by.${way}`)}`}
                        suffix={way === 'qty' ? line.unit : invoice.currency}
                        value={typed[line.id] ?? ''}
                        onChange={event => onType({ ...typed, [line.id]: typedNumber(event.target.value) })}
                        onBlur={({ target: { value } }) =>
                          plainNumber(value) !== value && onType({ ...typed, [line.id]: plainNumber(value) })
                        }
                      />
                    </span>
                  )
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
