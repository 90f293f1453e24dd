import './fieldSettings.css'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { customKinds, type Entity, type Field } from '#meta/entity.ts'
import type { OwnField } from '#meta/fields.schema.ts'
import { metaApi } from '#meta/meta.api.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { FieldChoices } from './FieldChoices.tsx'
import { draftOf, editOf, type FieldDraft, keyFrom, newFieldOf } from './fieldDraft.ts'
import { fieldSettingsText } from './fieldSettings.text.ts'

const api = client(metaApi, send)

type Props = {
  readonly entity: Entity
  readonly field?: OwnField
  readonly entities: readonly Entity[]
  readonly onClose: () => void
}

/** One own field: new, or its names, choices and settings changed. */
export function FieldSheet({ entity, field, entities, onClose }: Props) {
  const t = useText(fieldSettingsText)
  const label = useLabel()
  const form = useFieldForm(entity, field, onClose)
  const { draft, put, reasons } = form
  const rows = rowsOf(draft, field, entities)
  const placed = new Set(rows.flatMap(row => form.at(row.key)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.save()
  }
  const title = field ? label(field.label) : t('fieldSettings.addTo', { entity: label(entity.label) })
  return (
    <Sheet open onClose={onClose} title={title}>
      <form className="form" onSubmit={submit} noValidate>
        <Reasons reasons={reasons.filter(reason => !placed.has(reason) && !reason.path?.startsWith('choices'))} />
        {rows.map(row => (
          <FieldRow
            key={row.key}
            field={row}
            value={shownOf(draft, row.key)}
            onChange={value => put({ [row.key]: value ?? emptyOf(row) })}
            reasons={form.at(row.key)}
          />
        ))}
        {draft.kind === 'choice' && (
          <FieldChoices
            choices={draft.choices}
            onChange={choices => put({ choices })}
            reasons={reasons.filter(reason => reason.path?.startsWith('choices'))}
          />
        )}
        <div className="foot">
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('fieldSettings.save')}
          </Button>
          <Button kind="text" onClick={onClose}>
            {t('fieldSettings.cancel')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

function useFieldForm(entity: Entity, field: OwnField | undefined, onDone: () => void) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(field))
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      if (field) await api.editField({ id: field.id, ...editOf(draft, field.version) })
      else await api.createField(newFieldOf(entity.key, draft))
      await Promise.all(['field', 'entities'].map(key => queries.invalidateQueries({ queryKey: [key] })))
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  const at = (key: string) => reasons.filter(reason => reason.path === key || reason.path === `label.${key}`)
  return { draft, put: (change: Partial<FieldDraft>) => setDraft({ ...draft, ...change }), reasons, at, busy, save }
}

/** The short name is made of the English one until somebody writes another. */
const shownOf = (draft: FieldDraft, key: string): unknown =>
  key === 'key' && draft.key === '' ? keyFrom(draft.en) : Reflect.get(draft, key)
const emptyOf = (row: Field) => (row.kind === 'text' ? '' : row.kind === 'yesNo' ? false : null)

const text = fieldSettingsText
const kinds = customKinds.map(value => ({ value, label: text[`fieldKind.${value}`] }))

function rowsOf(draft: FieldDraft, field: OwnField | undefined, entities: readonly Entity[]): Field[] {
  const fresh = field === undefined
  const targets = entities.map(one => ({ value: one.key, label: one.label }))
  // biome-ignore format: a table
  const rows: (Field | false)[] = [
    { key: 'zh', label: text['fieldSettings.zh'], kind: 'text', required: true, maxLength: 60 },
    { key: 'en', label: text['fieldSettings.en'], kind: 'text', required: true, maxLength: 60 },
    fresh && { key: 'key', label: text['fieldSettings.key'], kind: 'text', required: true, maxLength: 41 },
    fresh && { key: 'kind', label: text['fieldSettings.kind'], kind: 'choice', required: true, choices: kinds },
    fresh && draft.kind === 'reference' && { key: 'refEntity', label: text['fieldSettings.refEntity'], kind: 'choice', required: true, choices: targets },
    fresh && draft.kind === 'number' && { key: 'scale', label: text['fieldSettings.scale'], kind: 'number', scale: 0 },
    { key: 'required', label: text['fieldSettings.required'], kind: 'yesNo' },
    { key: 'indexed', label: text['fieldSettings.indexed'], kind: 'yesNo' },
    { key: 'unique', label: text['fieldSettings.unique'], kind: 'yesNo' },
    !fresh && { key: 'hidden', label: text['fieldSettings.hidden'], kind: 'yesNo' },
  ]
  return rows.filter(row => row !== false)
}
