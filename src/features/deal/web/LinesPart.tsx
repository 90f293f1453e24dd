import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { quoteApi } from '#features/quote/quote.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useGo } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Deal } from '../deal.schema.ts'
import type { Line, Lines } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { partCalls } from './useParts.ts'
import './Parts.css'

const quoteCalls = client(quoteApi, send)

/** What the deal is about; one press takes it into a quote. */
export function LinesPart({ deal }: { deal: Deal }) {
  const t = useText(partText)
  const session = useSession()
  const go = useGo()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const { id } = deal
  const lines = useQuery({ queryKey: ['deal', id, 'lines', deal.version], queryFn: () => partCalls.lines({ id }) })
  if (!lines.data) return null
  const { items, total } = lines.data
  const take = async () => {
    try {
      const made = await quoteCalls.create({ dealId: id, currency: deal.currency, lines: items.map(quoteLine) })
      await queries.invalidateQueries({ queryKey: ['deal'] })
      go(`/quotes/${made.id}`)
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{t('dealLine.title')}</h2>
        <span className="grow" />
        {!editing && items.length > 0 && deal.state === 'open' && mayDo(session, 'quote.create') && (
          <Button size="sm" onClick={take}>
            {t('dealLine.toQuote')}
          </Button>
        )}
        {!editing && mayDo(session, 'deal.edit') && (
          <Button size="sm" icon="edit" onClick={() => setEditing(true)}>
            {t('part.edit')}
          </Button>
        )}
      </header>
      <div className="body stack">
        {refused.length > 0 && <Reasons reasons={refused} />}
        {editing ? (
          <LinesEditor deal={deal} lines={lines.data} onDone={() => setEditing(false)} />
        ) : items.length === 0 ? (
          <p className="t3">{t('dealLine.none')}</p>
        ) : (
          <LineList items={items} total={total} currency={deal.currency} />
        )}
      </div>
    </section>
  )
}

const quoteLine = ({ productId, name, qty, price, discount }: Line) => ({
  productId,
  ...(!productId && { name }),
  unitQty: qty,
  price,
  ...(Number(discount) > 0 && { discountKind: 'percent' as const, discountValue: discount }),
})

type ListProps = { readonly items: readonly Line[]; readonly total: string; readonly currency: string }

function LineList({ items, total, currency }: ListProps) {
  const t = useText(partText)
  const number = useNumber()
  return (
    <ol className="plain-list">
      {items.map(line => (
        <li key={line.id}>
          <span className="grow cut">{line.name}</span>
          <small className="t3 nw">
            {number(line.qty)} × {number(line.price)}
            {Number(line.discount) > 0 && ` − ${line.discount}%`}
          </small>
          <b className="num nw">
            <Money amount={line.amount} currency={currency} />
          </b>
        </li>
      ))}
      <li>
        <b className="grow">{t('dealLine.total')}</b>
        <b className="num nw">
          <Money amount={total} currency={currency} />
        </b>
      </li>
    </ol>
  )
}

type Draft = { readonly key: number; readonly name?: string; readonly values: Readonly<Record<string, string | null>> }
// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'productId', label: partText['dealLine.product'], kind: 'reference', refEntity: 'product' },
  { key: 'qty', label: partText['dealLine.qty'], kind: 'number', required: true, scale: 6 },
  { key: 'price', label: partText['dealLine.price'], kind: 'number', scale: 6 },
  { key: 'discount', label: partText['dealLine.discount'], kind: 'number', scale: 2 },
]

type EditorProps = { readonly deal: Deal; readonly lines: Lines; readonly onDone: () => void }

function LinesEditor({ deal, lines, onDone }: EditorProps) {
  const t = useText(partText)
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState<readonly Draft[]>(
    lines.items.map(({ productId, name, qty, price, discount }, key) => ({
      key,
      name,
      values: { productId, qty, price, discount },
    })),
  )
  const [asAmount, setAsAmount] = useState(deal.amountFrom === 'products')
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const put = (key: number, field: string, value: unknown) =>
    setDrafts(
      drafts.map(one =>
        one.key === key
          ? {
              key,
              ...(field !== 'productId' && one.name && { name: one.name }),
              values: { ...one.values, [field]: value === null ? null : String(value) },
            }
          : one,
      ),
    )
  const add = () =>
    setDrafts([...drafts, { key: Math.max(0, ...drafts.map(one => one.key)) + 1, values: { qty: '1' } }])
  const save = async () => {
    const items = drafts.map(({ name, values: { productId, qty, price, discount } }) => ({
      ...(productId ? { productId } : { productId: null }),
      ...(name && { name }),
      qty: qty ?? '',
      ...(price && { price }),
      ...(discount && { discount }),
    }))
    try {
      await partCalls.setLines({ id: deal.id, version: lines.version, items, asAmount })
      await queries.invalidateQueries({ queryKey: ['deal'] })
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <div className="stack">
      {drafts.map(draft => (
        <div key={draft.key} className="partrow line">
          {fields.map(field => (
            <FieldRow
              key={field.key}
              field={field}
              size="small"
              value={draft.values[field.key] ?? null}
              record={{ productName: draft.name }}
              onChange={value => put(draft.key, field.key, value)}
            />
          ))}
          <Button
            kind="text"
            icon="trash"
            aria-label={t('part.remove')}
            onClick={() => setDrafts(drafts.filter(one => one.key !== draft.key))}
          />
        </div>
      ))}
      <label className="row">
        <input type="checkbox" checked={asAmount} onChange={event => setAsAmount(event.target.checked)} />
        {t('dealLine.asAmount')}
      </label>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="row">
        <Button icon="plus" onClick={add}>
          {t('dealLine.add')}
        </Button>
        <span className="grow" />
        <Button kind="text" onClick={onDone}>
          {t('part.cancel')}
        </Button>
        <Button kind="primary" onClick={save}>
          {t('part.save')}
        </Button>
      </div>
    </div>
  )
}
