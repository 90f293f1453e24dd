import './Lines.css'
import { Input } from 'antd'
import { Fragment, useState } from 'react'
import { add, isZero } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { editText } from '#ui/edit.text.ts'
import { useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { WholeKits } from '#ui/WholeKits.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { onTheWay } from '../shipment.rules.ts'
import type { ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { siteText } from '../site.text.ts'
import { type KitOn, useKits } from './useKits.ts'
import type { LinesEdit } from './useLinesEdit.ts'

/** What is on it: in a draft the quantities are typed in place, zero takes a line off. */
export function ShipmentLines({ shipment, edit }: { shipment: WholeShipment; edit: LinesEdit }) {
  const t = useText(shipmentText)
  const session = useSession()
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const mayEdit = shipment.state === 'draft' && mayDo(session, 'shipment.edit')
  const typing = mayEdit ? edit : undefined
  const kits = useKits(shipment, typing)
  const isThere = shipment.siteId !== null && shipment.shippedAt !== null
  const hasOutcome = isThere || shipment.lines.some(line => !isZero(add(line.delivered, add(line.cameBack, line.lost))))
  const save = () =>
    edit.save().then(
      () => setReasons([]),
      (error: unknown) => setReasons(reasonsOf(error)),
    )
  return (
    <section className="card">
      <header>
        <h2>{t('shipment.lines')}</h2>
        <span className="t3">{shipment.lines.length}</span>
        <span className="grow" />
        {edit.isTyped && (
          <Button size="sm" kind="primary" onClick={save}>
            {t('shipment.save')}
          </Button>
        )}
      </header>
      <div className="scroll">
        <table className="tbl wide">
          <thead>
            <tr>
              <th>{t('shipment.line.product')}</th>
              <th className="dk">{t('shipment.line.from')}</th>
              <th className="num">{t('shipment.line.qty')}</th>
              {hasOutcome && <th className="num">{t('shipment.line.became')}</th>}
            </tr>
          </thead>
          <tbody>
            {shipment.lines.map(line => (
              <Fragment key={line.id}>
                <KitRow shipment={shipment} kit={kits.get(line.id)} edit={typing} />
                <Line line={line} edit={typing} hasOutcome={hasOutcome} isThere={isThere} />
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {reasons.length > 0 && (
        <div className="body">
          <Reasons reasons={reasons} />
        </div>
      )}
    </section>
  )
}

type KitRowProps = { shipment: WholeShipment; kit: KitOn | undefined; edit: LinesEdit | undefined }

/** Above the first of its parts. */
function KitRow({ shipment, kit, edit }: KitRowProps) {
  if (!kit) return null
  const fill = (qtys: ReadonlyMap<string, string>) => {
    for (const line of shipment.lines) {
      const qty = qtys.get(line.id)
      if (qty !== undefined) edit?.type(line, qty)
    }
  }
  return (
    <tr>
      <td colSpan={4}>
        <WholeKits name={kit.name} rows={kit.rows} parts={kit.parts} onFill={edit && fill} />
      </td>
    </tr>
  )
}

/** Without `edit` it is read. */
type LineProps = {
  line: ShipmentLine
  edit: LinesEdit | undefined
  hasOutcome: boolean
  /** At the customer's site: what is neither settled nor gone lies there. */
  isThere: boolean
}

function Line({ line, edit, hasOutcome, isThere }: LineProps) {
  const t = useText(shipmentText)
  const site = useText(siteText)
  const number = useNumber()
  const from = [line.warehouseName, line.batch].filter(Boolean).join(' ')
  const parts = [
    !isZero(line.delivered) &&
      (isThere
        ? site('shipment.site.settled', { qty: number(line.delivered) })
        : t('shipment.line.delivered', { qty: number(line.delivered) })),
    !isZero(line.cameBack) && t('shipment.line.back', { qty: number(line.cameBack) }),
    !isZero(line.lost) && t('shipment.line.lost', { qty: number(line.lost) }),
    isThere && !isZero(onTheWay(line)) && site('shipment.site.lies', { qty: number(onTheWay(line)) }),
  ].filter(Boolean)
  return (
    <tr>
      <td>
        <span className="pn">{line.name}</span> {line.code && <small className="t3">{line.code}</small>}
        {line.kit && <div className="t3">{t('shipment.line.ofKit', { name: line.kit.name })}</div>}
        <div className="t3 nw">{line.orderNumber}</div>
        <div className="t3 ph">{from}</div>
      </td>
      <td className="dk">{from}</td>
      <td className="num nw">
        {!edit ? (
          number(line.unitQty)
        ) : (
          <Input
            className="num-in"
            style={{ width: '6em' }}
            inputMode="decimal"
            aria-label={t('shipment.line.qtyOf', { name: line.name })}
            value={edit.valueOf(line) ?? line.unitQty}
            onChange={event => edit.type(line, event.target.value)}
          />
        )}{' '}
        {line.unit}
        {edit?.isClash(line) && <Clash line={line} edit={edit} />}
      </td>
      {hasOutcome && <td className="num t2">{parts.join(' · ')}</td>}
    </tr>
  )
}

/** What somebody else saved meanwhile, beside what one typed: one chooses before anything is written. */
function Clash({ line, edit }: { line: ShipmentLine; edit: LinesEdit }) {
  const t = useText(shipmentText)
  const ui = useText(editText)
  const number = useNumber()
  return (
    <div className="lineclash" role="alert">
      <span>{t('shipment.line.theirs', { qty: number(line.unitQty) })}</span>
      <Button size="sm" onClick={() => edit.settle(line, 'mine')}>
        {ui('form.keepMine')}
      </Button>
      <Button size="sm" onClick={() => edit.settle(line, 'theirs')}>
        {ui('form.takeTheirs')}
      </Button>
    </div>
  )
}
