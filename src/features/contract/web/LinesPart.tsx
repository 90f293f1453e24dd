import { useState } from 'react'
import { add, div, isZero } from '#kernel/money.ts'
import { Button } from '#ui/Button.tsx'
import { LineEditor } from '#ui/LineEditor.tsx'
import type { LineColumn } from '#ui/lineColumns.ts'
import { Money } from '#ui/Money.tsx'
import { PartsSaid } from '#ui/PartsSaid.tsx'
import { useLineRights } from '#ui/useLineRights.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { contractEntity } from '../contract.entity.ts'
import type { ContractLine, WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { LinesEditor } from './LinesEditor.tsx'

/** What was agreed, line by line, and how much of each was ordered. */
export function LinesPart({ contract }: { readonly contract: WholeContract }) {
  const t = useText(contractScreenText)
  const session = useSession()
  const rights = useLineRights(contractEntity)
  const [editing, setEditing] = useState(false)
  const columns = useColumns(contract)
  const { lines, currency } = contract
  const mayEdit = contract.state === 'draft' && mayDo(session, 'contract.edit')
  const totals = rights.showsHead('gross')
    ? [
        { label: t('contract.net'), value: <Money amount={contract.net} /> },
        { label: t('contract.tax'), value: <Money amount={contract.tax} /> },
        { label: t('contract.gross'), value: <Money amount={contract.gross} currency={currency} />, big: true },
      ]
    : []
  return (
    <section className="card">
      <header>
        <h2>{t('contract.lines')}</h2>
        <span className="grow" />
        {mayEdit && !editing && (
          <Button size="sm" icon="edit" onClick={() => setEditing(true)}>
            {t('contract.editLines')}
          </Button>
        )}
      </header>
      <div className="body">
        {editing && <LinesEditor contract={contract} onDone={() => setEditing(false)} />}
        {!editing && lines.length === 0 && <p className="t3">{t('contract.noLines')}</p>}
        {!editing && lines.length > 0 && (
          <LineEditor
            columns={rights.columns(columns)}
            lines={lines}
            keyOf={line => line.id}
            onChange={() => undefined}
            find={async () => []}
            newLine={() => lines[0] as ContractLine} // nothing is added where it is only read
            totals={totals}
            readOnly
          />
        )}
      </div>
    </section>
  )
}

function useColumns({ state, amendsId }: WholeContract): LineColumn<ContractLine>[] {
  const t = useText(contractScreenText)
  const counts = state !== 'draft' && state !== 'in_approval' && state !== 'to_sign' && !amendsId
  const called = ({ calledQty, factor }: ContractLine) => div(calledQty, factor, 6)
  // biome-ignore format: one column a line or two
  return [
    { key: 'name', kind: 'product', title: t('contract.product'), width: 220, get: line => line.name,
      show: line => <span><span className="pn">{line.name}</span> <small className="t3">{[line.code, line.spec].filter(Boolean).join(' · ')}</small> <PartsSaid parts={line.parts} /></span> },
    { key: 'unitQty', kind: 'number', title: t('contract.qty'), width: 84, get: line => (line.asNeeded ? t('contract.asNeeded') : add(line.unitQty, '0')) },
    { key: 'unit', kind: 'text', title: t('contract.unit'), width: 60, get: line => line.unit },
    { key: 'price', kind: 'money', title: t('contract.price'), width: 108, get: line => line.price, show: line => <Money amount={line.price} /> },
    { key: 'discountValue', kind: 'percent', title: t('contract.discount'), width: 84, get: line => line.discountValue ?? '' },
    { key: 'taxRate', kind: 'percent', title: t('contract.taxRate'), width: 70, get: line => line.taxRate, show: line => `${line.taxRate}%` },
    { key: 'amount', kind: 'money', title: t('contract.lineAmount'), width: 120, get: line => line.amount, show: line => (line.asNeeded ? '' : <Money amount={line.amount} />), look: () => 'strong' },
    ...(counts ? [{ key: 'calledQty', kind: 'show' as const, title: t('contract.called'), width: 84,
      get: (line: ContractLine) => (isZero(line.calledQty) ? '–' : called(line)) }] : []),
  ]
}
