import { useState } from 'react'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { type Field, fitsWhen } from '#meta/entity.ts'
import { fieldValue, isBlank, pathOf, type Row } from './kinds/kind.ts'
import { reasonsOf } from './problems.ts'
import { useDraft } from './useDraft.ts'

export type Changes = Record<string, unknown>
/** Path → what both sides made of it. */
export type Conflict = { version: number; fields: Readonly<Record<string, { yours: unknown; theirs: unknown }>> }

/** By path, as the endpoints take it: an organisation's own fields under `custom`. */
export function bodyOf(changes: Changes): Changes {
  const body: Changes = {}
  const custom: Changes = {}
  for (const [path, value] of Object.entries(changes)) {
    if (path.startsWith('custom.')) custom[path.slice('custom.'.length)] = value
    else body[path] = value
  }
  return Object.keys(custom).length > 0 ? { ...body, custom } : body
}

export function conflictOf(error: unknown): Conflict | undefined {
  if (!(error instanceof Refusal) || error.kind !== 'conflict') return undefined
  const { version, fields } = error.facts ?? {}
  if (typeof version !== 'number' || typeof fields !== 'object' || fields === null) return undefined
  return { version, fields: fields as Conflict['fields'] } // written by the server's stale check in this shape
}

const same = (a: unknown, b: unknown): boolean => (isBlank(a) && isBlank(b)) || JSON.stringify(a) === JSON.stringify(b)

type Options = {
  fields: readonly Field[]
  record: Row
  version: number | undefined
  draftKey: string
  onSave: (body: Changes, version: number | undefined) => Promise<unknown>
  onDone: (() => void) | undefined
}

/** The version the person began to edit: what others save meanwhile must show as a conflict, not be written over. */
type Draft = { changes: Changes; version?: number }

const none: Draft = { changes: {} }

export function useRecordForm({ fields, record, version, draftKey, onSave, onDone }: Options) {
  const draft = useDraft<Draft>(draftKey, none)
  const sender = useSending({ onSave, onDone, drop: draft.drop })
  const { reasons, setReasons, conflict, send } = sender
  const { changes, version: begun = version } = draft.value
  const valueAt = (field: Field): unknown =>
    pathOf(field) in changes ? changes[pathOf(field)] : fieldValue(field, record)

  const fill = (values: readonly (readonly [Field, unknown])[]) => {
    const next = { ...changes }
    for (const [field, value] of values) {
      next[pathOf(field)] = value
      if (same(value, fieldValue(field, record))) delete next[pathOf(field)]
      for (const one of fields) if (one.within === field.key && !isBlank(valueAt(one))) next[pathOf(one)] = null
    }
    draft.set({ changes: next, ...(begun !== undefined && { version: begun }) })
    const paths = new Set(values.map(([field]) => pathOf(field)))
    setReasons(old => old.filter(reason => !reason.path || !paths.has(reason.path)))
  }
  const change = (field: Field, value: unknown) => fill([[field, value]])
  const { values, shown, paths, asked } = fitting(fields, record, changes)
  const save = async () => {
    const lacking = shown.filter(field => field.required && isBlank(valueAt(field)))
    setReasons(lacking.map(field => ({ key: 'form.required', path: pathOf(field) })))
    if (lacking.length === 0) await send(asked, begun)
  }
  const settle = (chosen: Changes) => conflict && send({ ...asked, ...chosen }, conflict.version)
  const at = (path: string) => reasons.filter(reason => reason.path === path)
  /** What belongs to no field of this form is said above it, never swallowed. */
  const whole = reasons.filter(reason => !reason.path || !paths.has(reason.path))
  const acts = { valueAt, change, fill, save, settle, at }
  return { ...sender, ...acts, shown, values, whole, foundAt: draft.foundAt, drop: draft.drop }
}

/** As they stand: what a field that is offered within another looks at. What was typed where none stands is not sent. */
function fitting(fields: readonly Field[], record: Row, changes: Changes) {
  const values = { ...record, ...changes }
  const shown = fields.filter(field => fitsWhen(field, values))
  const paths = new Set(shown.map(pathOf))
  const asked = Object.fromEntries(Object.entries(changes).filter(([path]) => paths.has(path)))
  return { values, shown, paths, asked }
}

function useSending({ onSave, onDone, drop }: Pick<Options, 'onSave' | 'onDone'> & { drop: () => void }) {
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [conflict, setConflict] = useState<Conflict>()
  const [busy, setBusy] = useState(false)
  const send = async (wanted: Changes, at: number | undefined) => {
    setBusy(true)
    try {
      await onSave(bodyOf(wanted), at)
      drop()
      setReasons([])
      setConflict(undefined)
      onDone?.()
    } catch (error) {
      const clash = conflictOf(error)
      setConflict(clash)
      setReasons(clash ? [] : reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { reasons, setReasons, conflict, busy, send }
}
