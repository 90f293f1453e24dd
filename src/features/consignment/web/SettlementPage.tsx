import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Held } from '#ui/Held.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { consignText } from '../screen.text.ts'
import { settlementEntity } from '../settlement.entity.ts'
import type { SettlementMove } from '../settlement.flow.ts'
import type { WholeSettlement } from '../settlement.schema.ts'
import { settlementText } from '../settlement.text.ts'
import { SettledInvoices } from './SettledInvoices.tsx'
import { SettledLines } from './SettledLines.tsx'
import { SettleTable } from './SettleTable.tsx'
import { settlementCalls, useRefresh } from './useConsignmentCalls.ts'
import { useWriting, type Writing } from './useWriting.ts'

export function SettlementPage() {
  const id = usePlace().params.id ?? ''
  const found = useQuery({ queryKey: ['settlement', id], queryFn: () => settlementCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="record" />
  // another version is another draft
  return (
    <Held latest={found.data}>
      {(shown, hold) => <SettlementRecord key={`${id} ${shown.version}`} settlement={shown} onWriting={hold} />}
    </Held>
  )
}

type Props = { readonly settlement: WholeSettlement }

function SettlementRecord({ settlement, onWriting }: Props & { readonly onWriting: (isWriting: boolean) => void }) {
  const t = useText(consignText)
  const words = useText(settlementText)
  const session = useSession()
  const entity = useEntity(settlementEntity)
  const { id, number, state, customerId, customerName, currency, amount } = settlement
  const isOpen = state === 'draft' && mayDo(session, 'settlement.edit')
  const writing = useWriting(settlement, { isOpen, onWriting })
  const tone = entity.fields.find(field => field.key === 'state')?.choices?.find(one => one.value === state)?.tone
  return (
    <>
      <PageTop title={number} back={{ label: t('consign.settlements'), href: '/settlements' }} />
      <RecordHead
        title={customerName}
        href={`/customers/${customerId}`}
        state={{ label: words(`state.settlement.${state}`), tone: tone ?? 'off' }}
        sub={<Sub settlement={settlement} />}
        {...(amount != null && {
          sum: { label: t('consign.amount'), value: <Money amount={amount} {...(currency && { currency })} /> },
        })}
      />
      <SettlementMoves settlement={settlement} writing={writing} />
      <div className="rec-grid">
        <div className="stack">
          {writing.reasons.length > 0 && (
            <div role="alert">
              <Reasons reasons={writing.reasons} />
            </div>
          )}
          {isOpen ? <DraftLines writing={writing} /> : <SettledLines settlement={settlement} />}
          {state === 'posted' && <SettledInvoices settlement={settlement} />}
          <section className="card">
            <header>
              <h2>{t('consign.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={formFields(entity)} record={settlement} compact />
            </div>
          </section>
          <Slot name="files" entity="settlement" id={id} />
        </div>
        <div className="stack">
          <Slot name="timeline" entity="settlement" id={id} />
        </div>
      </div>
    </>
  )
}

/** Whose site, when, about which days, by which list of theirs. */
function Sub({ settlement: { siteName, date, periodFrom, periodTo, customerReference } }: Props) {
  const t = useText(consignText)
  return (
    <>
      <span>{siteName}</span>
      <Day day={date} />
      {(periodFrom ?? periodTo) && (
        <span>
          {periodFrom && <Day day={periodFrom} />} – {periodTo && <Day day={periodTo} />}
        </span>
      )}
      {customerReference && (
        <span>
          {t('consign.theirs')} {customerReference}
        </span>
      )}
    </>
  )
}

function DraftLines({ writing: { sketch, typed, onType, isTyped, busy, saveOnly } }: { readonly writing: Writing }) {
  const t = useText(consignText)
  if (!sketch) return <Skeleton shape="lines" />
  return (
    <>
      <SettleTable sketch={sketch} typed={typed} onType={onType} />
      {isTyped && (
        <div className="card settlefoot">
          <span className="grow dk" />
          <Button kind="primary" busy={busy} disabled={sketch.isWrong} onClick={saveOnly}>
            {t('consign.save')}
          </Button>
        </div>
      )}
    </>
  )
}

const invoiceToo: Field = { key: 'requestInvoice', label: consignText['consign.invoiceToo'], kind: 'yesNo' }

function SettlementMoves({ settlement, writing }: Props & { readonly writing: Writing }) {
  const t = useText(consignText)
  const words = useText(settlementText)
  const { lang } = useLang()
  const session = useSession()
  const refresh = useRefresh()
  const [editing, setEditing] = useState(false)
  const { id, version, state } = settlement
  const offers = useQuery({
    queryKey: ['settlement', id, 'moves', version],
    queryFn: () => settlementCalls.offers({ id }),
  })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const call = settlementCalls[move as SettlementMove] // the offers are the flow's own moves
    // what is typed is meant: nothing is settled in a quantity that somebody has just corrected
    const at = move === 'post' ? await writing.save() : version
    await call({ id, version: at, ...(values.requestInvoice === true && { requestInvoice: true }) })
    await refresh()
  }
  // lines that are typed but not saved yet answer for themselves when they are settled
  const shown = offers.data?.map(one =>
    one.move === 'post' && writing.isTyped ? { ...one, ok: true, reasons: [] } : one,
  )
  return (
    <>
      <MoveBar
        offers={shown}
        primary="post"
        label={move => words(`move.settlement.${move}` as 'move.settlement.post')} // the offers are the flow's moves, each with its words
        asks={mayDo(session, 'invoice.create') ? { post: [invoiceToo] } : {}}
        onMove={run}
      >
        {state !== 'cancelled' && (
          <Button kind="text" icon="print" href={`/api/settlements/${id}/pdf?lang=${lang}`}>
            {t('consign.print')}
          </Button>
        )}
        {state === 'draft' && mayDo(session, 'settlement.edit') && (
          <Button icon="edit" onClick={() => setEditing(true)}>
            {t('consign.edit')}
          </Button>
        )}
      </MoveBar>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('consign.edit')} width={560}>
        <HeadForm settlement={settlement} onDone={() => setEditing(false)} />
      </Sheet>
    </>
  )
}

function HeadForm({ settlement, onDone }: Props & { readonly onDone: () => void }) {
  const entity = useEntity(settlementEntity)
  const refresh = useRefresh()
  const { id, version } = settlement
  return (
    <RecordForm
      fields={formFields(entity)}
      sections={entity.form}
      record={settlement}
      version={version}
      draftKey={`settlement:${id}`}
      onSave={async (body, at) => {
        await settlementCalls.edit({ id, ...body, ...(at !== undefined && { version: at }) })
        await refresh()
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
