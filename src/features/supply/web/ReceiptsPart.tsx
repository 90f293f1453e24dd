import { useState } from 'react'
import { signOf, sub, sum } from '#kernel/money.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { SupplyReceipt, WholeSupply } from '../supply.schema.ts'
import { supplyCalls, useRefresh } from './useSupplyCalls.ts'

type Props = { readonly supply: WholeSupply }

/** What came when, and for whom it was held at once. */
export function ReceiptsPart({ supply }: Props) {
  const t = useText(supplyScreenText)
  const [back, setBack] = useState<SupplyReceipt>()
  return (
    <section className="card">
      <header>
        <h2>{t('supply.receipts')}</h2>
      </header>
      <div className="body stack">
        {supply.receipts.length === 0 && <p className="t3">{t('supply.receiptsNone')}</p>}
        {supply.receipts.map(receipt => (
          <ReceiptRow key={receipt.no} supply={supply} receipt={receipt} onBack={() => setBack(receipt)} />
        ))}
      </div>
      {back && <TakeBackSheet supply={supply} receipt={back} onClose={() => setBack(undefined)} />}
    </section>
  )
}

type RowProps = Props & { readonly receipt: SupplyReceipt; readonly onBack: () => void }

function ReceiptRow({ supply, receipt, onBack }: RowProps) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const session = useSession()
  const { shipmentNumber } = receipt
  const { no, date, qty, batch, warehouseName, madeByName, reversedAt, reversedByName, reversedNote, allots } = receipt
  const free = sub(qty, sum(allots.map(one => one.qty)))
  return (
    <article className={reversedAt ? 'supplyreceipt gone' : 'supplyreceipt'}>
      <p className="row nw">
        <b className="b">
          {number(qty)} {supply.unit}
        </b>
        <span className="t2">
          <Day day={date} />
        </span>
        <span className="grow" />
        {!reversedAt && !shipmentNumber && mayDo(session, 'supply.receive') && (
          <Button size="sm" kind="text" icon="undo" onClick={onBack}>
            {t('supply.takeBack')}
          </Button>
        )}
      </p>
      <p className="t3">
        {[
          t('supply.receipt', { no }),
          shipmentNumber ? t('supply.shippedBy', { number: shipmentNumber }) : warehouseName,
          batch,
          madeByName,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="row wrap t3">
        {allots.map((one, at) =>
          one.orderId ? (
            <Link key={one.orderLineId} className="link" href={`/orders/${one.orderId}`}>
              {t('supply.toOrder', { order: one.orderNumber ?? '', line: one.lineNo ?? 0, qty: number(one.qty) })}
            </Link>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: orders out of sight have nothing else
            <span key={at}>{`${t('supply.another')} ${number(one.qty)}`}</span>
          ),
        )}
        {signOf(free) > 0 && <span>{t('supply.toStock', { qty: number(free) })}</span>}
      </p>
      {receipt.note && <p className="t2">{receipt.note}</p>}
      {reversedAt && (
        <p className="late">{t('supply.reversed', { name: reversedByName ?? '', note: reversedNote ?? '' })}</p>
      )}
    </article>
  )
}

const why: Field = { key: 'note', label: supplyScreenText['supply.why'], kind: 'text', required: true, maxLength: 500 }

function TakeBackSheet({ supply, receipt, onClose }: Omit<RowProps, 'onBack'> & { readonly onClose: () => void }) {
  const t = useText(supplyScreenText)
  const refresh = useRefresh()
  const { id, version } = supply
  return (
    <Sheet
      open
      onClose={onClose}
      title={`${t('supply.takeBack')} · ${t('supply.receipt', { no: receipt.no })}`}
      width={480}
    >
      <div className="stack">
        <p className="t2">{t('supply.takeBackSay')}</p>
        <RecordForm
          fields={[why]}
          record={{}}
          draftKey={`supply:${id}:back:${receipt.no}`}
          saveLabel={t('supply.takeBack')}
          onSave={async body => {
            await supplyCalls.takeBack({ id, version, no: receipt.no, note: String(body.note ?? '') })
            await refresh()
            onClose()
          }}
          onCancel={onClose}
        />
      </div>
    </Sheet>
  )
}
