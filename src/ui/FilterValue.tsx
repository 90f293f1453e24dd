import { Input, Select } from 'antd'
import { useId } from 'react'
import { type CountedSpan, countedSpans, namedSpans, spanParts } from '#kernel/spans.ts'
import type { Field } from '#meta/entity.ts'
import { asksMany, endsOf, type LeafDraft } from './filterDraft.ts'
import type { EditProps } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { EditDate } from './kinds/time.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props = { field: Field; draft: LeafDraft; onValue: (value: unknown) => void; autoFocus?: boolean }

/** What a condition is compared with, in the way its field is typed everywhere else. */
export function FilterValue({ field, draft, onValue, autoFocus = false }: Props) {
  const { op, value } = draft
  const t = useText(uiText)
  if (op === 'empty' || op === 'notEmpty') return null
  if (op === 'within') return <SpanEdit word={String(value ?? '')} onWord={onValue} />
  if (op === 'between') return <RangeEdit field={field} value={value} onValue={onValue} />
  if (asksMany(op) && (field.kind === 'user' || field.refEntity === 'department'))
    return <PeopleEdit field={field} value={value} onValue={onValue} autoFocus={autoFocus} />
  return (
    <One
      name={t('filter.value')}
      field={field}
      value={value}
      onChange={onValue}
      many={asksMany(op)}
      autoFocus={autoFocus}
    />
  )
}

/** Of an instant whole days are asked: nobody filters by the minute. */
function One({ name, ...props }: EditProps & { name: string }) {
  const { Edit } = kindOf(props.field.kind)
  const id = useId()
  return (
    <div className="value">
      <label className="vh" htmlFor={id}>
        {name}
      </label>
      {props.field.kind === 'instant' ? <EditDate {...props} id={id} /> : <Edit {...props} id={id} />}
    </div>
  )
}

function RangeEdit({ field, value, onValue }: Omit<Props, 'draft'> & { value: unknown }) {
  const t = useText(uiText)
  const ends = endsOf(value)
  const names = ['filter.low', 'filter.high'] as const
  const put = (at: number, next: unknown) => onValue(ends.map((old, i) => (i === at ? next : old)))
  return (
    <div className="range">
      {names.map((name, at) => (
        <div key={name}>
          <One name={t(name)} field={field} value={ends[at] ?? null} onChange={next => put(at, next)} />
        </div>
      ))}
    </div>
  )
}

const usualDays: Readonly<Record<CountedSpan, number>> = { last: 7, next: 7, ago: 30 }

function SpanEdit({ word, onWord }: { word: string; onWord: (word: string) => void }) {
  const t = useText(uiText)
  const counted = spanParts(word)
  const options = [
    ...namedSpans.map(name => ({ value: name as string, label: t(`span.${name}`) })), // a plain text, as every value here
    ...countedSpans.map(kind => ({ value: `${kind}:${usualDays[kind]}`, label: t(`span.${kind}`) })),
  ]
  const chosen = counted ? `${counted.kind}:${usualDays[counted.kind]}` : word
  return (
    <div className="span">
      <Select
        className="wide"
        aria-label={t('op.within')}
        placeholder={t('ui.choose')}
        value={chosen || null}
        options={options}
        listHeight={360}
        onChange={onWord}
      />
      {counted && (
        <Input
          type="number"
          min={1}
          max={3660}
          aria-label={t('filter.days')}
          defaultValue={counted.days}
          key={counted.kind}
          onChange={event => {
            const days = Math.trunc(Number(event.target.value))
            if (days >= 1 && days <= 3660) onWord(`${counted.kind}:${days}`)
          }}
        />
      )}
    </div>
  )
}

/** Me and my department are whoever reads the list; others are chosen by name. */
function PeopleEdit({ field, value, onValue, autoFocus }: Omit<Props, 'draft'> & { value: unknown }) {
  const t = useText(uiText)
  const list = Array.isArray(value) ? value.map(String) : []
  const words =
    field.kind === 'user'
      ? field.key === 'ownerId'
        ? (['me', 'myDepartment'] as const)
        : (['me'] as const)
      : (['myDepartment'] as const)
  const own: readonly string[] = words
  const names = list.filter(one => !own.includes(one))
  const put = (next: readonly string[]) => onValue(next.length > 0 ? next : null)
  const toggle = (word: string) => put(list.includes(word) ? list.filter(one => one !== word) : [word, ...list])
  return (
    <div className="people">
      <div className="row wrap tight">
        {words.map(word => (
          <label key={word} className="row tight">
            <input type="checkbox" checked={list.includes(word)} onChange={() => toggle(word)} />
            {t(`filter.${word}`)}
          </label>
        ))}
      </div>
      <One
        name={t('filter.value')}
        field={field}
        value={names.length > 0 ? names : null}
        many
        autoFocus={autoFocus ?? false}
        onChange={next =>
          put([...list.filter(one => own.includes(one)), ...(Array.isArray(next) ? next.map(String) : [])])
        }
      />
    </div>
  )
}
