import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldList } from '#ui/FieldList.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal, Stage } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { gatedBody, gateFields } from '../gate.rules.ts'
import type { DealReason } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { ChangeCustomerSheet } from './ChangeCustomerSheet.tsx'
import { DealForm } from './DealForm.tsx'
import { GateSheet } from './GateSheet.tsx'
import { LinesPart } from './LinesPart.tsx'
import { RivalsPart } from './RivalsPart.tsx'
import { StagePath, StaysPart } from './StagePath.tsx'
import { StageWaiting } from './StageWaiting.tsx'
import { TeamPart } from './TeamPart.tsx'
import { dealCalls, stageChoices, usePipelines } from './useDealCalls.ts'
import { shownReason, useLoseFields, useReasons } from './useParts.ts'
import { WinSheet } from './WinSheet.tsx'
import './Deal.css'

export function DealPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const deal = useQuery({ queryKey: ['deal', id], queryFn: () => dealCalls.get({ id }) })
  if (deal.error) return <Problem error={deal.error} onRetry={() => deal.refetch()} />
  if (!deal.data) return <Skeleton shape="record" />
  return <DealRecord deal={deal.data} />
}

function DealRecord({ deal }: { deal: Deal }) {
  const t = useText(dealText)
  const label = useLabel()
  const entity = useEntity(dealEntity)
  const [editing, setEditing] = useState(false)
  const tone = deal.state === 'won' ? ('ok' as const) : deal.state === 'lost' ? ('off' as const) : ('warm' as const)
  const reasons = useReasons()
  return (
    <>
      <PageTop title={deal.name} back={{ label: label(entity.plural), href: '/deals' }} />
      <Slot name="strip" entity="deal" id={deal.id} />
      <Slot name="origin" entity="deal" id={deal.id} />
      <RecordHead
        title={deal.name}
        state={{ label: deal.state === 'open' ? label(deal.stageLabel) : t(`state.deal.${deal.state}`), tone }}
        sub={
          <>
            <Link className="link" href={`/customers/${deal.customerId}`}>
              {deal.customerName}
            </Link>
            {deal.contactName && <span>{deal.contactName}</span>}
            <span>{deal.number}</span>
            {deal.ownerName && <span>{deal.ownerName}</span>}
          </>
        }
        facts={[
          { label: t('deal.chance'), value: `${deal.probability}%`, share: deal.probability },
          {
            label: t('deal.close'),
            value: deal.expectedClose ? <Day day={deal.expectedClose} /> : '–',
            ...(deal.overdue && { tone: 'late' as const }),
          },
        ]}
        sum={{
          label: t(amountWords[deal.amountFrom]),
          value: <Money amount={deal.amount} currency={deal.currency} />,
        }}
      />
      <StagePath deal={deal} />
      {deal.waitingStageId && <StageWaiting deal={deal} />}
      <DealMoves deal={deal} onEdit={() => setEditing(true)} />
      <div className="rec-grid">
        <div className="stack">
          <Slot name="related" entity="deal" id={deal.id} />
          <section className="card">
            <header>
              <h2>{t('deal.details')}</h2>
            </header>
            <div className="body">
              <FieldList fields={[...formFields(entity), ...endedFields(deal, reasons)]} record={deal} compact />
            </div>
          </section>
          <LinesPart deal={deal} />
          <RivalsPart id={deal.id} />
          <TeamPart id={deal.id} />
          <StaysPart id={deal.id} />
          <Slot name="files" entity="deal" id={deal.id} />
        </div>
        <div className="side stack">
          <Slot name="timeline" entity="deal" id={deal.id} />
        </div>
      </div>
      <Sheet open={editing} onClose={() => setEditing(false)} title={t('deal.edit')} width={560}>
        <DealForm deal={deal} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      </Sheet>
    </>
  )
}

const amountWords = {
  manual: 'deal.amount',
  products: 'deal.amountProducts',
  quote: 'deal.amountQuoted',
} as const

/** Why it ended, as far as it was said. */
function endedFields(deal: Deal, reasons: readonly DealReason[]): readonly Field[] {
  if (deal.state === 'open') return []
  const said: readonly Field[] = [
    shownReason('lost', reasons),
    { key: 'lostToName', label: partText['reasons.lostTo'], kind: 'text' },
    { key: 'lostNote', label: partText['reasons.remark'], kind: 'text' },
    shownReason('won', reasons),
    { key: 'wonNote', label: partText['reasons.remark'], kind: 'text' },
  ]
  return said.filter(field => Reflect.get(deal, field.key) !== null)
}

type Asks = Readonly<Record<string, readonly Field[]>>

function DealMoves({ deal, onEdit }: { deal: Deal; onEdit: () => void }) {
  const t = useText(dealText)
  const session = useSession()
  const queries = useQueryClient()
  // an accepted quote leads here to win it
  const asked = new URLSearchParams(usePlace().search).has('win')
  const [winning, setWinning] = useState(asked && deal.state === 'open')
  const [giving, setGiving] = useState(false)
  const [gate, setGate] = useState<Stage>()
  const { fields } = useEntity(dealEntity)
  const stages = usePipelines().find(one => one.id === deal.pipelineId)?.stages ?? []
  const offers = useQuery({
    queryKey: ['deal', deal.id, 'moves', deal.version],
    queryFn: () => dealCalls.offers({ id: deal.id }),
  })
  const others = stageChoices(stages.filter(stage => stage.kind === 'open' && stage.id !== deal.stageId))
  const stageField = { key: 'stageId', label: dealText['deal.toStage'], kind: 'choice', required: true } as const
  const asks: Asks = { advance: [{ ...stageField, choices: others }], lose: useLoseFields() }
  const enter = async (stageId: string, values?: Readonly<Record<string, unknown>>) => {
    const stage = stages.find(one => one.id === stageId)
    if (stage && !values && gateFields(stage, deal, fields).length > 0) return setGate(stage)
    await dealCalls.advance({ id: deal.id, version: deal.version, stageId, ...(values && gatedBody(values, fields)) })
    await queries.invalidateQueries({ queryKey: ['deal'] })
  }
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    const { id, version } = deal
    if (move === 'win') return setWinning(true)
    if (move === 'advance') return enter(String(values.stageId))
    if (move === 'lose') await dealCalls.lose({ lostReason: '', ...gatedBody(values, fields), id, version })
    if (move === 'reopen') await dealCalls.reopen({ id, version })
    await queries.invalidateQueries({ queryKey: ['deal'] })
  }
  const words = {
    advance: 'move.deal.advance',
    win: 'move.deal.win',
    lose: 'move.deal.lose',
    reopen: 'move.deal.reopen',
  } as const
  return (
    <>
      <MoveBar
        offers={offers.data ?? (offers.error ? [] : undefined)}
        primary="win"
        label={move => t(words[move as keyof typeof words])} // the offers are the flow's own moves
        asks={asks}
        onMove={run}
        wayOut={reason =>
          reason.key === 'deal.noQuote' || reason.key === 'deal.noAmount' || reason.key === 'deal.noCloseDate'
            ? { label: t('deal.fillIn'), onClick: () => setWinning(true) }
            : undefined
        }
      >
        {mayDo(session, 'deal.edit') && (
          <Button icon="edit" onClick={onEdit}>
            {t('deal.edit')}
          </Button>
        )}
        {deal.state === 'open' && mayDo(session, 'deal.edit') && (
          <Button kind="text" icon="user" onClick={() => setGiving(true)}>
            {t('deal.changeCustomer')}
          </Button>
        )}
      </MoveBar>
      {gate && (
        <GateSheet
          stage={gate}
          fields={gateFields(gate, deal, fields)}
          onGo={values => enter(gate.id, values)}
          onClose={() => setGate(undefined)}
        />
      )}
      {giving && <ChangeCustomerSheet deal={deal} onClose={() => setGiving(false)} />}
      {winning && <WinSheet deal={deal} onDone={() => setWinning(false)} onClose={() => setWinning(false)} />}
    </>
  )
}
