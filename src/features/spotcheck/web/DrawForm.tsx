import { useId, useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { reasonsOf } from '#ui/problems.ts'
import { SheetFoot } from '#ui/SheetFoot.tsx'
import { useToday } from '#ui/useToday.ts'
import { Reasons } from '#ui/WhyNot.tsx'
import { type SpanKey, spanKeys, spanOf } from '../spotCheck.rules.ts'
import { checkedEntities, type SpotChecks } from '../spotCheck.schema.ts'
import { spotCheckCalls, useRefresh, useSpotText } from './useSpotChecks.ts'

type Props = Pick<SpotChecks, 'people' | 'departments'> & {
  readonly onDrawn: (id: string) => void
  readonly onClose: () => void
}
type Wish = {
  readonly entity: string
  /** `user:…`, `dept:…` or nothing. */
  readonly whose: string
  readonly span: SpanKey
  readonly from: string
  readonly to: string
  readonly size: string
  readonly seed: string
}
const first: Wish = { entity: 'customer', whose: '', span: 'lastWeek', from: '', to: '', size: '10', seed: '' }

/** What is drawn, of whom, of which days, and how many. */
export function DrawForm({ people, departments, onDrawn, onClose }: Props) {
  const t = useSpotText()
  const today = useToday()
  const refresh = useRefresh()
  const [wish, setWish] = useState(first)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const put = (change: Partial<Wish>) => setWish({ ...wish, ...change })
  const draw = async () => {
    setRefused([])
    try {
      const made = await spotCheckCalls.draw(bodyOf(wish, today))
      await refresh()
      onDrawn(made.id)
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <div className="spot-form">
      <Pick label={t('spot.entity')} value={wish.entity} onPick={entity => put({ entity })}>
        {checkedEntities.map(one => (
          <option key={one} value={one}>
            {t(`spot.${one}`)}
          </option>
        ))}
      </Pick>
      <Pick label={t('spot.whose')} value={wish.whose} onPick={whose => put({ whose })}>
        <option value="">{t('spot.everybody')}</option>
        <Choices label={t('spot.departments')} kind="dept" items={departments} />
        <Choices label={t('spot.people')} kind="user" items={people} />
      </Pick>
      <Pick
        label={t('spot.period')}
        value={wish.span}
        onPick={span => put({ span: spanKeys.find(one => one === span) ?? 'ever' })}
      >
        {spanKeys.map(one => (
          <option key={one} value={one}>
            {t(`spot.${one}`)}
          </option>
        ))}
      </Pick>
      {wish.span === 'own' && (
        <div className="pair">
          <Line label={t('spot.from')} type="date" value={wish.from} onType={from => put({ from })} />
          <Line label={t('spot.to')} type="date" value={wish.to} onType={to => put({ to })} />
        </div>
      )}
      <Line label={t('spot.size')} type="number" value={wish.size} onType={size => put({ size })} />
      <Line
        label={t('spot.seed')}
        type="text"
        value={wish.seed}
        onType={seed => put({ seed })}
        say={t('spot.seedSay')}
      />
      {refused.length > 0 && <Reasons reasons={refused} />}
      <SheetFoot label={t('spot.draw')} onGo={draw} onClose={onClose} />
    </div>
  )
}

function bodyOf({ entity, whose, span, seed, size, ...days }: Wish, today: string) {
  const [kind, id] = whose.split(':')
  const { from, to } = span === 'own' ? { from: days.from || null, to: days.to || null } : spanOf(span, today)
  return {
    entity: checkedEntities.find(one => one === entity) ?? 'customer',
    ...(kind === 'user' && { userId: id ?? null }),
    ...(kind === 'dept' && { deptId: id ?? null }),
    ...{ from, to, size: Number(size), seed: seed.trim() || null },
  }
}

type PickProps = {
  readonly label: string
  readonly value: string
  readonly onPick: (value: string) => void
  readonly children: React.ReactNode
}
function Pick({ label, value, onPick, children }: PickProps) {
  const id = useId()
  return (
    <div className="fr">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="inp" value={value} onChange={event => onPick(event.target.value)}>
        {children}
      </select>
    </div>
  )
}

type Named = { readonly id: string; readonly name: string }
function Choices({ label, kind, items }: { label: string; kind: 'user' | 'dept'; items: readonly Named[] }) {
  return (
    <optgroup label={label}>
      {items.map(({ id, name }) => (
        <option key={id} value={`${kind}:${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}

type LineProps = {
  readonly label: string
  readonly type: 'date' | 'number' | 'text'
  readonly value: string
  readonly onType: (value: string) => void
  readonly say?: string
}
function Line({ label, type, value, onType, say }: LineProps) {
  const id = useId()
  return (
    <div className="fr">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="inp"
        type={type}
        {...(type === 'number' && { min: 1, max: 100 })}
        {...(type === 'text' && { maxLength: 60 })}
        value={value}
        onChange={event => onType(event.target.value)}
      />
      {say && <small className="t3">{say}</small>}
    </div>
  )
}
