import { Popover } from 'antd'
import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { CellConflict } from './CellConflict.tsx'
import { fieldValue, isBlank, pathOf, type Row } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { plainNumber } from './plainNumber.ts'
import { reasonsOf } from './problems.ts'
import { useToast } from './Toast.tsx'
import { conflictOf } from './useRecordForm.ts'
import { useLabel, useReason } from './useText.tsx'

type Props = {
  field: Field
  row: Row
  /** Written upon this version, by default the one that is shown. */
  onSave: (value: unknown, version: unknown) => Promise<unknown>
  /** Asks for the row anew: somebody else has changed it. */
  onStale: () => void
}

type Clash = { readonly yours: unknown; readonly theirs: unknown; readonly version: number }

// a cell that can be edited has to be reached by keyboard
const reachable = { tabIndex: 0 }

// these are done with one choice; the others with Enter or by leaving
const atOnce = new Set<Field['kind']>(['choice', 'date', 'instant', 'yesNo', 'user', 'reference'])

/**
 * Edited where it stands: double press or Enter opens, Enter keeps, Escape leaves. A refusal puts the old value back and
 * says why; when somebody else has changed this very field meanwhile, both values are shown, and nothing else.
 */
export function InlineCell({ field, row, onSave, onStale }: Props) {
  const stored = fieldValue(field, row)
  const { Cell, right } = kindOf(field.kind)
  const [editing, edit] = useState(false)
  const { shown, clash, save, settle } = useCellSaving({ field, row, onSave, onStale })
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'F2') return
    edit(true)
    event.preventDefault()
    event.stopPropagation()
  }
  if (editing)
    return (
      <EditedCell
        field={field}
        value={stored}
        onDone={value => {
          edit(false)
          if (value !== undefined && value !== stored && !(isBlank(value) && isBlank(stored))) void save(value)
        }}
      />
    )
  const cell = <Cell field={field} value={shown === undefined ? stored : shown.value} record={row} />
  return (
    <td className={right ? 'num can' : 'can'} {...reachable} onDoubleClick={() => edit(true)} onKeyDown={keys}>
      {clash ? (
        <Popover
          open
          trigger="click"
          placement="bottomLeft"
          content={<CellConflict field={field} row={row} yours={clash.yours} theirs={clash.theirs} onChoose={settle} />}
          onOpenChange={open => !open && settle('theirs')}
        >
          <span>{cell}</span>
        </Popover>
      ) : (
        cell
      )}
    </td>
  )
}

/** What is on its way stands in the cell already; what is refused goes back to what was there. */
function useCellSaving({ field, row, onSave, onStale }: Props) {
  const tell = useToast()
  const say = useReason()
  const [shown, show] = useState<{ value: unknown }>()
  const [clash, setClash] = useState<Clash>()
  const save = async (value: unknown, version: unknown = row.version) => {
    show({ value })
    try {
      await onSave(value, version)
    } catch (error) {
      const both = clashOf(error, field)
      setClash(both)
      if (!both) tell(reasonsOf(error).map(say).join(' '), 'late')
      if (error instanceof Refusal && error.kind === 'conflict') onStale()
    } finally {
      show(undefined)
    }
  }
  const settle = (side: 'yours' | 'theirs') => {
    setClash(undefined)
    if (clash && side === 'yours') void save(clash.yours, clash.version)
  }
  return { shown, clash, save, settle }
}

function clashOf(error: unknown, field: Field): Clash | undefined {
  const conflict = conflictOf(error)
  const both = conflict?.fields[pathOf(field)]
  return conflict && both && { ...both, version: conflict.version }
}

const popups = '.ant-select-dropdown, .ant-picker-dropdown, .ant-drawer'

/** A number is written plainly, however it was typed. */
const meant = (field: Field, draft: unknown): unknown =>
  typeof draft === 'string' && (field.kind === 'number' || field.kind === 'money') ? plainNumber(draft) : draft

type EditedProps = {
  field: Field
  value: unknown /** Without a value when it was left as it is. */
  onDone: (value?: unknown) => void
}

function EditedCell({ field, value, onDone }: EditedProps) {
  const [draft, setDraft] = useState(value)
  // leaving by a key takes the focus away, too: that must not write a second time
  const done = useRef(false)
  const { Edit } = kindOf(field.kind)
  const name = useLabel()(field.label)
  const id = useId()
  const leave = (next?: unknown) => {
    if (done.current) return
    done.current = true
    onDone(next)
  }
  const left = (event: FocusEvent<HTMLElement>) => {
    const to = event.relatedTarget
    // what opens beside the cell belongs to it
    if (event.currentTarget.contains(to) || to?.closest(popups)) return
    leave(atOnce.has(field.kind) ? undefined : meant(field, draft))
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && field.kind !== 'longText') leave(meant(field, draft))
    else if (event.key === 'Escape') leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <td className="editing" onKeyDown={keys} onBlur={left}>
      <label className="vh" htmlFor={id}>
        {name}
      </label>
      <Edit
        id={id}
        field={field}
        value={draft}
        size="small"
        autoFocus
        onChange={next => (atOnce.has(field.kind) ? leave(next) : setDraft(next))}
      />
    </td>
  )
}
