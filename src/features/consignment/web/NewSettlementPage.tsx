import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { pathOf } from '#ui/kinds/kind.ts'
import { useGo, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useDraft } from '#ui/useDraft.ts'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { bodyOf } from '#ui/useRecordForm.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { Reasons } from '#ui/WhyNot.tsx'
import { piecesOf, sketchOf, type Typed } from '../pieces.rules.ts'
import { consignText } from '../screen.text.ts'
import { settlementEntity } from '../settlement.entity.ts'
import type { NewSettlement } from '../settlement.schema.ts'
import { AllSites } from './AllSites.tsx'
import { SettleFoot } from './SettleFoot.tsx'
import { SettleTable } from './SettleTable.tsx'
import { orderCalls, settleHref, settlementCalls, useLying, useRefresh, useSites } from './useConsignmentCalls.ts'

/** The customer's list of what was used or sold is written down: whose site, what of it, settled at once or kept as a draft. */
export function NewSettlementPage() {
  const t = useText(consignText)
  const go = useGo()
  const asked = new URLSearchParams(usePlace().search)
  const customerId = asked.get('customer')
  const orderId = asked.get('order') ?? undefined
  const sites = useSites(customerId)
  const inUse = sites.data?.filter(one => one.state === 'active') ?? []
  const siteId = asked.get('site') ?? (inUse.length === 1 ? inUse[0]?.id : undefined)
  const choose = (customer: unknown, site?: unknown) =>
    go(
      typeof customer === 'string'
        ? settleHref({ customerId: customer, siteId: site ? String(site) : null })
        : '/settlements/new',
      {
        replace: true,
      },
    )
  const places = inUse.map(one => ({ value: one.id, label: { en: one.name, zh: one.name } }))
  return (
    <>
      <PageTop title={t('consign.new')} back={{ label: t('consign.settlements'), href: '/settlements' }} />
      <div className="stack">
        <section className="card">
          <div className="body form">
            <fieldset>
              <FieldRow field={customer} value={customerId} onChange={value => choose(value)} />
              {customerId && (
                <FieldRow
                  field={{ ...site, choices: places }}
                  value={siteId ?? null}
                  onChange={value => choose(customerId, value)}
                />
              )}
            </fieldset>
          </div>
        </section>
        {!customerId && <AllSites />}
        {customerId && sites.data && inUse.length === 0 && <Empty icon="box" title={t('consign.noSite')} />}
        {customerId && siteId && (
          <Writing key={`${siteId} ${orderId}`} customerId={customerId} siteId={siteId} orderId={orderId} />
        )}
      </div>
    </>
  )
}

const customer: Field = {
  key: 'customerId',
  label: consignText['consign.customer'],
  kind: 'reference',
  refEntity: 'customer',
  required: true,
}
const site: Field = { key: 'siteId', label: consignText['consign.site'], kind: 'choice', required: true }

type Place = { readonly customerId: string; readonly siteId: string; readonly orderId: string | undefined }

function Writing(place: Place) {
  const t = useText(consignText)
  const { customerId, siteId, orderId } = place
  const lying = useLying({ siteId, ...(orderId && { orderId }) })
  const order = useQuery({
    queryKey: ['order', orderId],
    queryFn: () => orderCalls.get({ id: orderId ?? '' }),
    enabled: orderId !== undefined,
  })
  if (lying.error) return <Problem error={lying.error} onRetry={() => lying.refetch()} />
  if (!lying.data) return <Skeleton shape="lines" />
  const only = orderId !== undefined && (
    <p className="note row wrap">
      <span className="grow">{t('consign.onlyOrder', { number: order.data?.number ?? '' })}</span>
      <Button size="sm" href={settleHref({ customerId, siteId })}>
        {t('consign.showAll')}
      </Button>
    </p>
  )
  return (
    <>
      {only}
      {lying.data.length === 0 ? (
        <Empty icon="box" title={t('consign.nothingThere')} />
      ) : (
        <Form siteId={siteId} orderId={orderId} rows={lying.data} />
      )}
    </>
  )
}

type Kept = { readonly typed: Typed; readonly head: Readonly<Record<string, unknown>> }
const nothing: Kept = { typed: {}, head: {} }
type FormProps = Pick<Place, 'siteId' | 'orderId'> & { readonly rows: Parameters<typeof piecesOf>[0] }

function Form({ siteId, orderId, rows }: FormProps) {
  const today = useToday()
  const entity = useEntity(settlementEntity)
  const draft = useDraft<Kept>(`settlement:${siteId}:${orderId ?? ''}`, nothing)
  const { typed, head } = draft.value
  const sketch = sketchOf(piecesOf(rows), typed)
  const { save, busy, reasons } = useSaving(
    { siteId, date: today, ...bodyOf(head), lines: [...sketch.lines] },
    draft.drop,
  )
  const typedIn = (field: Field) => head[pathOf(field)] ?? (field.key === 'date' ? today : null)
  return (
    <>
      <SettleTable sketch={sketch} typed={typed} onType={next => draft.set({ typed: next, head })} saysDrafts />
      <section className="card">
        <div className="body form">
          <fieldset>
            {formFields(entity).map(field => (
              <FieldRow
                key={field.key}
                field={field}
                value={typedIn(field)}
                onChange={value => draft.set({ typed, head: { ...head, [pathOf(field)]: value } })}
                reasons={reasons.filter(one => one.path === pathOf(field))}
              />
            ))}
          </fieldset>
        </div>
      </section>
      {reasons.length > 0 && (
        <div role="alert">
          <Reasons reasons={reasons} />
        </div>
      )}
      <SettleFoot isOpen={sketch.lines.length > 0 && !sketch.isWrong} busy={busy} onSave={save} />
    </>
  )
}

/** Kept first; what cannot be settled then stays as a draft, and its page says why. */
function useSaving(wish: NewSettlement, drop: () => void) {
  const t = useText(consignText)
  const say = useReason()
  const tell = useToast()
  const go = useGo()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const save = async (post: boolean, requestInvoice: boolean) => {
    setBusy(true)
    try {
      const { id, version } = await settlementCalls.create(wish)
      drop()
      if (post)
        await settlementCalls.post({ id, version, ...(requestInvoice && { requestInvoice }) }).then(
          () => tell(t('consign.settled')),
          (error: unknown) => tell(t('consign.keptDraft', { why: reasonsOf(error).map(say).join(' ') }), 'late'),
        )
      else tell(t('consign.saved'))
      await refresh()
      go(`/settlements/${id}`, { replace: true })
    } catch (error) {
      setReasons(reasonsOf(error))
      setBusy(false)
    }
  }
  return { save, busy, reasons }
}
