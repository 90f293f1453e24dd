import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WinInput } from '#features/handoff/handoff.schema.ts'
import { winDealApi } from '#journeys/winDeal.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { figured } from '#ui/figured.ts'
import { Money } from '#ui/Money.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useLang, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { partText } from '../part.text.ts'
import { reasonField, useReasons } from './useParts.ts'

const winCalls = client(winDealApi, send)

type Props = { readonly deal: Deal; readonly onDone: () => void; readonly onClose: () => void }

/** What can be filled in with the win itself, by the path of the reason that asks for it. */
const own = ['amount', 'expectedClose', 'contactId']
const beside: readonly Field[] = [
  { key: 'address', label: dealText['deal.won.address'], kind: 'text', maxLength: 300 },
  { key: 'promisedDate', label: dealText['deal.won.promisedDate'], kind: 'date' },
  { key: 'noOrderReason', label: dealText['deal.noOrderReason'], kind: 'text', maxLength: 500 },
]
// without an accepted quote there is no order, so nothing of the packet is wanted
const dealOnly = new Set(['amount', 'expectedClose', 'noOrderReason', 'wonReason', 'wonNote'])

/** What winning still needs, asked here; then deal, order and packet are made in one step. */
export function WinSheet({ deal, onDone, onClose }: Props) {
  const { lang } = useLang()
  const t = useText(dealText)
  const queries = useQueryClient()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const { id, version } = deal
  const preview = useQuery({ queryKey: ['deal', id, 'win', version], queryFn: () => winCalls.previewWin({ id }) })
  const noQuote = preview.data?.reasons.some(one => one.path === 'noOrderReason') ?? false
  const missing = (preview.data?.reasons ?? []).filter(one => !noQuote || dealOnly.has(one.path ?? ''))
  // what this person may not fill in stays among the reasons
  const entity = useEntity(dealEntity)
  const reasons = useReasons()
  const why: readonly Field[] = [
    reasonField('won', reasons),
    { key: 'wonNote', label: partText['reasons.remark'], kind: 'text', maxLength: 2000 },
  ]
  const fillable = [...entity.fields.filter(field => own.includes(field.key) && !field.derived), ...beside]
  const fields = fillable
    .filter(field => missing.some(one => one.path === field.key))
    .map(field => ({ ...field, required: true }))
  // asked of everybody, wanted where the organisation says so
  const asked = why.map(field => ({ ...field, required: missing.some(one => one.path === field.key) }))
  const win = async (values: Record<string, unknown>) => {
    try {
      // the fields asked for are the body's own; the server checks every one
      await winCalls.win({ ...(values as WinInput), id, version })
      await queries.invalidateQueries()
      onDone()
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('deal.won.title')}>
      {preview.isPending && <Skeleton shape="list" />}
      {preview.error && <Problem error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.data && (
        <div className="stack">
          <p>
            <b>{deal.name}</b>{' '}
            {preview.data.gross && (
              <Money amount={preview.data.gross} currency={preview.data.currency ?? deal.currency} />
            )}
          </p>
          {missing.length > 0 ? (
            <>
              <h3 className="b">{t('deal.won.missing')}</h3>
              <Reasons reasons={missing} />
            </>
          ) : (
            <p>{t('deal.won.ready')}</p>
          )}
          {preview.data.warnings.length > 0 && (
            <>
              <h3 className="b">{t('deal.won.promises')}</h3>
              <Reasons reasons={preview.data.warnings.map(one => figured(one, lang === 'zh' ? 'zh-CN' : 'en-US'))} />
            </>
          )}
          {refused.length > 0 && <Reasons reasons={refused} />}
          <AskForm fields={[...fields, ...asked]} onGo={win} onClose={onClose} go={t('deal.won.go')} stacked />
        </div>
      )}
    </Sheet>
  )
}
