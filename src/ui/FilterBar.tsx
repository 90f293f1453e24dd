import './FilterBar.css'
import { Popover } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { isAskable } from '#meta/filter.ts'
import { Button } from './Button.tsx'
import { FilterBuilder, type Filtered } from './FilterBuilder.tsx'
import { FilterRow } from './FilterRow.tsx'
import { Joint, PartWords } from './FilterWords.tsx'
import { draftFor, leafOf } from './filterDraft.ts'
import { Icon } from './Icon.tsx'
import { isGroup, type Leaf, type Part } from './listState.ts'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { useLabel, useText } from './useText.tsx'

type Props = { fields: readonly Field[]; state: Filtered; onState: (state: Filtered) => void }

/** Conditions as chips that read as words; a press opens one, the cross takes it away. The builder shows them whole. */
export function FilterBar({ fields, state, onState }: Props) {
  const t = useText(uiText)
  const [building, build] = useState(false)
  const usable = fields.filter(field => isAskable(field, () => true) && !field.hidden)
  const { filter, mode, rest } = state
  const replace = (at: number, part: Part | undefined) =>
    onState({
      ...state,
      filter: part ? filter.map((old, i) => (i === at ? part : old)) : filter.filter((_, i) => i !== at),
    })
  if (usable.length === 0) return null
  return (
    <div className="filters">
      {filter.map((part, at) => (
        <PartChip
          // a chip is the place where it stands: two may be alike
          // biome-ignore lint/suspicious/noArrayIndexKey: as said above
          key={at}
          fields={usable}
          part={part}
          joint={at > 0 && mode === 'any' && <Joint mode="any" />}
          onPart={next => replace(at, next)}
          onBuild={() => build(true)}
        />
      ))}
      {rest && (
        <span className="chip on">
          {t('filter.rest')}
          <Off name={t('filter.rest')} onOff={() => onState({ ...state, rest: undefined })} />
        </span>
      )}
      <LeafPopover fields={usable} onLeaf={leaf => onState({ ...state, filter: [...filter, leaf] })}>
        <button type="button" className="chip">
          <Icon name="filter" />
          {t('list.addFilter')}
        </button>
      </LeafPopover>
      <button type="button" className="chip" onClick={() => build(true)}>
        {t('filter.build')}
      </button>
      <Sheet open={building} onClose={() => build(false)} title={t('filter.title')} width={640}>
        <FilterBuilder
          fields={usable}
          state={state}
          onState={next => {
            onState(next)
            build(false)
          }}
        />
      </Sheet>
    </div>
  )
}

type ChipProps = {
  fields: readonly Field[]
  part: Part
  joint: ReactNode
  onPart: (part: Part | undefined) => void
  onBuild: () => void
}

function PartChip({ fields, part, joint, onPart, onBuild }: ChipProps) {
  const t = useText(uiText)
  const label = useLabel()
  const field = isGroup(part) ? undefined : fields.find(one => one.key === part.field)
  const words = (
    <button type="button" className="row tight" {...(isGroup(part) && { onClick: onBuild })}>
      <PartWords part={part} fields={fields} />
    </button>
  )
  return (
    <>
      {joint}
      <span className="chip on">
        {isGroup(part) ? (
          words
        ) : (
          <LeafPopover fields={fields} leaf={part} onLeaf={onPart}>
            {words}
          </LeafPopover>
        )}
        <Off name={field ? label(field.label) : t('filter.group')} onOff={() => onPart(undefined)} />
      </span>
    </>
  )
}

function Off({ name, onOff }: { name: string; onOff: () => void }) {
  const t = useText(uiText)
  return (
    <button type="button" className="off" aria-label={t('list.remove', { name })} onClick={onOff}>
      <Icon name="x" />
    </button>
  )
}

type PopoverProps = { fields: readonly Field[]; leaf?: Leaf; onLeaf: (leaf: Leaf) => void; children: ReactNode }

function LeafPopover({ fields, leaf, onLeaf, children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const keep = (next: Leaf) => {
    onLeaf(next)
    setOpen(false)
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={<LeafForm fields={fields} onLeaf={keep} {...(leaf && { leaf })} />}
    >
      {children}
    </Popover>
  )
}

function LeafForm({ fields, leaf, onLeaf }: Omit<PopoverProps, 'children'>) {
  const t = useText(uiText)
  const [first] = fields
  const [draft, setDraft] = useState(() => (leaf ? { value: null, ...leaf } : first && draftFor(first)))
  if (!draft) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = leafOf(draft)
    if (next) onLeaf(next)
  }
  return (
    <form className="leaf" onSubmit={submit}>
      <FilterRow fields={fields} draft={draft} onDraft={setDraft} autoFocus />
      <Button kind="primary" type="submit">
        {t('list.apply')}
      </Button>
    </form>
  )
}
