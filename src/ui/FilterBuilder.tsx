import { type FormEvent, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { FilterRow } from './FilterRow.tsx'
import {
  draftFor,
  draftsOf,
  type GroupDraft,
  isGroupDraft,
  type LeafDraft,
  type PartDraft,
  partsOf,
} from './filterDraft.ts'
import type { ListState, Mode } from './listState.ts'
import { Segmented } from './Segmented.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

export type Filtered = Pick<ListState, 'mode' | 'filter' | 'rest'>
type Props = { fields: readonly Field[]; state: Filtered; onState: (state: Filtered) => void }

/** The whole filter at once: all or any of its parts, and groups of the other kind, one level deep. */
export function FilterBuilder({ fields, state, onState }: Props) {
  const t = useText(uiText)
  const [first] = fields
  const [mode, setMode] = useState(state.mode)
  const [drafts, setDrafts] = useState<readonly PartDraft[]>(() =>
    state.filter.length > 0 || !first ? draftsOf(state.filter) : [draftFor(first)],
  )
  const put = (at: number, next: PartDraft | undefined) =>
    setDrafts(next ? drafts.map((old, i) => (i === at ? next : old)) : drafts.filter((_, i) => i !== at))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onState({ mode, filter: partsOf(drafts), rest: state.rest })
  }
  if (!first) return null
  return (
    <form className="builder" onSubmit={submit}>
      <ModePick mode={mode} onMode={setMode} />
      {drafts.length === 0 && <p className="t3">{t('filter.empty')}</p>}
      {drafts.map((draft, at) => {
        // a row is the place where it stands: two may be alike
        const key = `${at} ${isGroupDraft(draft) ? 'group' : draft.field}`
        return isGroupDraft(draft) ? (
          <GroupRows key={key} fields={fields} group={draft} onGroup={next => put(at, next)} />
        ) : (
          <Line key={key} fields={fields} draft={draft} onDraft={next => put(at, next)} />
        )
      })}
      {state.rest && <p className="t3">{t('filter.restSay')}</p>}
      <div className="row wrap tight">
        <Button size="sm" icon="plus" onClick={() => setDrafts([...drafts, draftFor(first)])}>
          {t('filter.add')}
        </Button>
        <Button
          size="sm"
          icon="plus"
          onClick={() =>
            setDrafts([...drafts, { mode: mode === 'all' ? 'any' : 'all', leaves: [draftFor(first), draftFor(first)] }])
          }
        >
          {t('filter.addGroup')}
        </Button>
      </div>
      <footer className="row">
        <Button kind="primary" type="submit">
          {t('list.apply')}
        </Button>
        <Button kind="text" onClick={() => setDrafts([])}>
          {t('list.clear')}
        </Button>
      </footer>
    </form>
  )
}

function ModePick({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  const t = useText(uiText)
  return (
    <Segmented
      label={t('filter.mode')}
      all={['all', 'any'] as const}
      value={mode}
      say={one => t(`filter.${one}`)}
      onPick={onMode}
    />
  )
}

type LineProps = { fields: readonly Field[]; draft: LeafDraft; onDraft: (draft: LeafDraft | undefined) => void }

function Line({ fields, draft, onDraft }: LineProps) {
  const t = useText(uiText)
  return (
    <div className="line">
      <FilterRow fields={fields} draft={draft} onDraft={onDraft} />
      <Button size="sm" kind="text" icon="x" aria-label={t('filter.removeOne')} onClick={() => onDraft(undefined)} />
    </div>
  )
}

type GroupProps = { fields: readonly Field[]; group: GroupDraft; onGroup: (group: GroupDraft | undefined) => void }

function GroupRows({ fields, group, onGroup }: GroupProps) {
  const t = useText(uiText)
  const [first] = fields
  const put = (at: number, next: LeafDraft | undefined) =>
    onGroup({
      ...group,
      leaves: next ? group.leaves.map((old, i) => (i === at ? next : old)) : group.leaves.filter((_, i) => i !== at),
    })
  return (
    <fieldset className="grouped" aria-label={t('filter.group')}>
      <header className="row">
        <ModePick mode={group.mode} onMode={mode => onGroup({ ...group, mode })} />
        <span className="grow" />
        <Button
          size="sm"
          kind="text"
          icon="x"
          aria-label={t('filter.removeGroup')}
          onClick={() => onGroup(undefined)}
        />
      </header>
      {group.leaves.map((leaf, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is the place where it stands, two may be alike
        <Line key={`${at} ${leaf.field}`} fields={fields} draft={leaf} onDraft={next => put(at, next)} />
      ))}
      {first && (
        <Button size="sm" icon="plus" onClick={() => onGroup({ ...group, leaves: [...group.leaves, draftFor(first)] })}>
          {t('filter.add')}
        </Button>
      )}
    </fieldset>
  )
}
