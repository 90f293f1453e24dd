import { type KeyboardEvent, useRef, useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { fieldValue, type Row } from './kinds/kind.ts'
import { kindOf } from './kinds/registry.tsx'
import { reasonsOf } from './problems.ts'
import { useToast } from './Toast.tsx'
import { useReason } from './useText.tsx'

type Props = { field: Field; row: Row; onSave: (value: unknown) => Promise<unknown> }

// a cell that can be edited has to be reached by keyboard
const reachable = { tabIndex: 0 }

// these are done with one choice; the others with Enter or by leaving
const atOnce = new Set<Field['kind']>(['choice', 'date', 'instant', 'yesNo', 'user', 'reference'])

/** Edited where it stands: double press or Enter opens, Enter keeps, Escape leaves. A refusal puts the old value back and says why. */
export function InlineCell({ field, row, onSave }: Props) {
  const tell = useToast()
  const say = useReason()
  const stored = fieldValue(field, row)
  const [draft, setDraft] = useState<{ value: unknown }>()
  const [pending, setPending] = useState<{ value: unknown }>()
  const { Cell, Edit, right } = kindOf(field.kind)
  // leaving by a key takes the focus away, too: that must not write a second time
  const left = useRef(false)
  const open = () => {
    left.current = false
    setDraft({ value: stored })
  }
  const keep = async (value: unknown) => {
    left.current = true
    setDraft(undefined)
    if (value === stored) return
    setPending({ value })
    try {
      await onSave(value)
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    } finally {
      setPending(undefined)
    }
  }
  const keys = (event: KeyboardEvent) => {
    if (!draft && (event.key === 'Enter' || event.key === 'F2')) open()
    else if (draft && event.key === 'Enter' && field.kind !== 'longText') keep(draft.value)
    else if (draft && event.key === 'Escape') {
      left.current = true
      setDraft(undefined)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  if (draft) {
    return (
      <td
        className="editing"
        onKeyDown={keys}
        onBlur={() => !atOnce.has(field.kind) && !left.current && keep(draft.value)}
      >
        <Edit
          field={field}
          value={draft.value}
          size="small"
          autoFocus
          onChange={value => (atOnce.has(field.kind) ? keep(value) : setDraft({ value }))}
        />
      </td>
    )
  }
  return (
    <td className={right ? 'num can' : 'can'} {...reachable} onDoubleClick={open} onKeyDown={keys}>
      <Cell field={field} value={pending ? pending.value : stored} record={row} />
    </td>
  )
}
