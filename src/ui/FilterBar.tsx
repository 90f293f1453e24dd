import './FilterBar.css'
import { Popover, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Op, Scalar } from '#kernel/condition.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { isBlank } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import type { Leaf } from './listState.ts'
import { uiText } from './ui.text.ts'
import { useLabel, useText } from './useText.tsx'

type Props = { fields: readonly Field[]; filter: readonly Leaf[]; onFilter: (filter: readonly Leaf[]) => void }

/** Conditions as chips that read as words; a press opens one, the cross takes it away. */
export function FilterBar({ fields, filter, onFilter }: Props) {
  const t = useText(uiText)
  const label = useLabel()
  const [open, setOpen] = useState<number>()
  const usable = fields.filter(field => field.filter || field.custom)
  const replace = (at: number, leaf: Leaf | undefined) => {
    onFilter(
      leaf
        ? filter.map((old, i) => (i === at ? leaf : old)).concat(at === filter.length ? [leaf] : [])
        : filter.filter((_, i) => i !== at),
    )
    setOpen(undefined)
  }
  const editor = (at: number, leaf: Leaf | undefined) => (
    <LeafForm fields={usable} leaf={leaf} onLeaf={next => replace(at, next)} />
  )
  return (
    <div className="filters">
      {filter.map((leaf, at) => {
        const field = usable.find(one => one.key === leaf.field)
        if (!field) return null
        return (
          <Popover
            key={`${leaf.field} ${leaf.op}`}
            open={open === at}
            onOpenChange={now => setOpen(now ? at : undefined)}
            trigger="click"
            placement="bottomLeft"
            destroyOnHidden
            content={editor(at, leaf)}
          >
            <span className="chip on">
              <button type="button" className="row tight">
                <LeafWords field={field} leaf={leaf} />
              </button>
              <button
                type="button"
                className="off"
                aria-label={t('list.remove', { name: label(field.label) })}
                onClick={event => {
                  event.stopPropagation()
                  replace(at, undefined)
                }}
              >
                <Icon name="x" />
              </button>
            </span>
          </Popover>
        )
      })}
      {usable.length > 0 && (
        <Popover
          open={open === filter.length}
          onOpenChange={now => setOpen(now ? filter.length : undefined)}
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={editor(filter.length, undefined)}
        >
          <button type="button" className="chip">
            <Icon name="filter" />
            {t('list.addFilter')}
          </button>
        </Popover>
      )}
    </div>
  )
}

const timeWords = { lt: 'before', lte: 'until', gt: 'after', gte: 'from' } as const

function useOpWords(): (field: Field, op: Op) => string {
  const t = useText(uiText)
  return (field, op) => {
    const timed = field.kind === 'date' || field.kind === 'instant'
    return timed && op in timeWords ? t(`op.${timeWords[op as keyof typeof timeWords]}`) : t(`op.${op}`) // the line asks whether it is one
  }
}

const listed = (op: Op): boolean => op === 'in' || op === 'notIn'
const bare = (op: Op): boolean => op === 'empty' || op === 'notEmpty'

function LeafWords({ field, leaf }: { field: Field; leaf: Leaf }) {
  const label = useLabel()
  const words = useOpWords()
  const { Cell } = kindOf(field.kind)
  const values: readonly unknown[] = Array.isArray(leaf.value) ? leaf.value : [leaf.value]
  return (
    <>
      {label(field.label)} {words(field, leaf.op)}{' '}
      {!bare(leaf.op) && values.map(value => <Cell key={String(value)} field={field} value={value} />)}
    </>
  )
}

function LeafForm({
  fields,
  leaf,
  onLeaf,
}: {
  fields: readonly Field[]
  leaf: Leaf | undefined
  onLeaf: (leaf: Leaf) => void
}) {
  const t = useText(uiText)
  const label = useLabel()
  const words = useOpWords()
  const [key, setKey] = useState(leaf?.field ?? fields[0]?.key ?? '')
  const field = fields.find(one => one.key === key)
  const usual = (of: Field | undefined): Op => (of ? kindOf(of.kind).filterOps[0] : undefined) ?? 'is'
  const [op, setOp] = useState<Op>(leaf?.op ?? usual(field))
  const [value, setValue] = useState<unknown>(leaf?.value ?? null)
  if (!field) return null
  const { Edit, filterOps } = kindOf(field.kind)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (bare(op)) onLeaf({ field: key, op })
    else if (!isBlank(value)) onLeaf({ field: key, op, value: value as Scalar | Scalar[] }) // editors of filterable kinds give scalars or lists of them
  }
  return (
    <form className="leaf" onSubmit={submit}>
      <Select
        aria-label={t('list.filter')}
        value={key}
        showSearch={{ optionFilterProp: 'label' }}
        options={fields.map(one => ({ value: one.key, label: label(one.label) }))}
        onChange={next => {
          setKey(next)
          setOp(usual(fields.find(one => one.key === next)))
          setValue(null)
        }}
      />
      <Select
        aria-label={words(field, op)}
        value={op}
        options={filterOps.map(one => ({ value: one, label: words(field, one) }))}
        onChange={setOp}
      />
      {!bare(op) && (
        <Edit
          key={`${key} ${listed(op)}`}
          field={field}
          value={value}
          onChange={setValue}
          many={listed(op)}
          autoFocus
        />
      )}
      <Button kind="primary" type="submit">
        {t('list.apply')}
      </Button>
    </form>
  )
}
