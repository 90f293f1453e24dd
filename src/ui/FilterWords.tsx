import { isDate } from '#kernel/clock.ts'
import { namedSpans, spanParts } from '#kernel/spans.ts'
import type { Field } from '#meta/entity.ts'
import type { FilterOp } from '#meta/filter.ts'
import { asksNothing, endsOf } from './filterDraft.ts'
import { kindOf } from './kinds/registry.tsx'
import { isGroup, type Leaf, type Mode, type Part } from './listState.ts'
import { uiText } from './ui.text.ts'
import { useLabel, useText } from './useText.tsx'
import { Day } from './When.tsx'

const timeWords = { lt: 'before', lte: 'until', gt: 'after', gte: 'from', is: 'on', isNot: 'notOn' } as const

const isTimed = (field: Field): boolean => field.kind === 'date' || field.kind === 'instant'

export function useOpWords(): (field: Field, op: FilterOp) => string {
  const t = useText(uiText)
  return (field, op) =>
    isTimed(field) && op in timeWords ? t(`op.${timeWords[op as keyof typeof timeWords]}`) : t(`op.${op}`) // the line asks whether it is one
}

function useSpanWords(): (word: string) => string {
  const t = useText(uiText)
  return word => {
    const counted = spanParts(word)
    if (counted) return t(`span.${counted.kind}Days`, { days: counted.days })
    const name = namedSpans.find(one => one === word)
    return name ? t(`span.${name}`) : word
  }
}

type PartProps = { part: Part; fields: readonly Field[] }

/** A part of a filter as people read it; groups in brackets. */
export function PartWords({ part, fields }: PartProps) {
  const fieldOf = (leaf: Leaf) => fields.find(field => field.key === leaf.field)
  if (!isGroup(part)) {
    const field = fieldOf(part)
    return field ? <LeafWords field={field} leaf={part} /> : null
  }
  return (
    <span className="grp">
      {part.leaves.map((leaf, at) => {
        const field = fieldOf(leaf)
        return (
          field && (
            <span key={JSON.stringify(leaf)} className="row tight">
              {at > 0 && <Joint mode={part.mode} />}
              <LeafWords field={field} leaf={leaf} />
            </span>
          )
        )
      })}
    </span>
  )
}

export function Joint({ mode }: { mode: Mode }) {
  const t = useText(uiText)
  return <i className="joint">{t(mode === 'all' ? 'filter.and' : 'filter.or')}</i>
}

function LeafWords({ field, leaf }: { field: Field; leaf: Leaf }) {
  const t = useText(uiText)
  const label = useLabel()
  const words = useOpWords()
  const span = useSpanWords()
  const { op, value } = leaf
  const many: readonly unknown[] = Array.isArray(value) ? value : [value]
  const [low, high] = endsOf(value)
  return (
    <>
      {label(field.label)} {words(field, op)} {op === 'within' && span(String(value))}
      {op === 'between' && (
        <>
          <Word field={field} value={low} /> {t('filter.dash')} <Word field={field} value={high} />
        </>
      )}
      {!asksNothing(op) &&
        op !== 'within' &&
        op !== 'between' &&
        many.map((one, at) => (
          <span key={String(one)}>
            <Word field={field} value={one} />
            {at < many.length - 1 && t('filter.comma')}
          </span>
        ))}
    </>
  )
}

function Word({ field, value }: { field: Field; value: unknown }) {
  const t = useText(uiText)
  const { Cell } = kindOf(field.kind)
  if (value === 'me' && field.kind === 'user') return t('filter.me')
  if (value === 'myDepartment') return t('filter.myDepartment')
  // a day asked of an instant is a day, whatever the clock says where it is read
  if (typeof value === 'string' && isTimed(field) && isDate(value)) return <Day day={value} />
  return <Cell field={field} value={value} />
}
