import './Form.css'
import { type FormEvent, useRef } from 'react'
import type { Field, Section } from '#meta/entity.ts'
import { Button } from './Button.tsx'
import { ConflictView } from './ConflictView.tsx'
import { FieldRow } from './FieldRow.tsx'
import { pathOf, type Row } from './kinds/kind.ts'
import { PasteAddress } from './PasteAddress.tsx'
import { uiText } from './ui.text.ts'
import { type Changes, useRecordForm } from './useRecordForm.ts'
import { useLabel, useText } from './useText.tsx'
import { When } from './When.tsx'
import { Reasons } from './WhyNot.tsx'

type Props = {
  fields: readonly Field[]
  /** The record as the server last gave it; `{}` for a new one. */
  record: Row
  /** What was read; a stale one opens the conflict view. */
  version?: number
  /** Where the unsaved text is kept on this device, e.g. `customer:<id>` or `customer:new`. */
  draftKey: string
  /** Only what changed, own fields under `custom`. Throws the server's refusal. */
  onSave: (body: Changes, version: number | undefined) => Promise<unknown>
  onDone?: () => void
  /** Of a form that was opened to be filled: it takes the cursor, and can be left. */
  onCancel?: () => void
  sections?: readonly Section[]
  saveLabel?: string
  /** What saving would bring with it, of what is typed so far. */
  warning?: (values: Row) => string | undefined
}

/** Another record is another form: nothing typed for one may slip into the next. */
export const RecordForm = (props: Props) => <Form key={props.draftKey} {...props} />

function Form({ fields, record, version, draftKey, onSave, onDone, onCancel, sections, saveLabel, warning }: Props) {
  const t = useText(uiText)
  const label = useLabel()
  const root = useRef<HTMLFormElement>(null)
  const open = fields.filter(field => !field.derived && !field.hidden)
  const form = useRecordForm({ fields: open, record, version, draftKey, onSave, onDone })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await form.save()
    // after React has drawn the refusals, the first field at fault takes the cursor
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const warned = warning?.(form.values)
  const groups = sections ? grouped(form.shown, sections) : [{ label: undefined, fields: form.shown }]
  return (
    <form className="form" onSubmit={submit} noValidate ref={root}>
      {form.foundAt && (
        <p className="draft">
          <span>
            {t('form.draft')} <When at={form.foundAt} />
          </span>
          <span className="grow" />
          <Button size="sm" kind="text" onClick={form.drop}>
            {t('form.dropDraft')}
          </Button>
        </p>
      )}
      <PasteAddress fields={open} valueAt={form.valueAt} onUse={form.fill} />
      {form.conflict && <ConflictView conflict={form.conflict} fields={open} busy={form.busy} onChoose={form.settle} />}
      {form.whole.length > 0 && (
        <div className="whole" role="alert">
          <Reasons reasons={form.whole} />
        </div>
      )}
      {groups.map(group => (
        <fieldset key={group.label ? label(group.label) : 'all'}>
          {group.label && <legend>{label(group.label)}</legend>}
          {group.fields.map((field, at) => (
            <FieldRow
              key={field.key}
              field={field}
              value={form.valueAt(field)}
              onChange={value => form.change(field, value)}
              record={record}
              values={form.values}
              reasons={form.at(pathOf(field))}
              autoFocus={onCancel !== undefined && at === 0 && group === groups[0] && !form.conflict}
            />
          ))}
        </fieldset>
      ))}
      {warned && (
        <p className="note" role="status">
          {warned}
        </p>
      )}
      <div className="foot">
        <Button kind="primary" type="submit" busy={form.busy}>
          {saveLabel ?? t('ui.save')}
        </Button>
        {onCancel && (
          <Button kind="text" onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        )}
        <span className="grow" />
        {form.reasons.length > 0 && <span className="late">{t('form.problems', { count: form.reasons.length })}</span>}
      </div>
    </form>
  )
}

/** Sections in their order; what no section names comes last, so that no field is lost by a layout. */
function grouped(
  fields: readonly Field[],
  sections: readonly Section[],
): { label: Section['label'] | undefined; fields: Field[] }[] {
  const named = new Set(sections.flatMap(section => section.fields))
  const groups = sections.map(section => ({
    label: section.label as Section['label'] | undefined, // widened: the group of the rest has none
    fields: section.fields.flatMap(key => fields.filter(field => field.key === key)),
  }))
  const rest = fields.filter(field => !named.has(field.key))
  return [...groups, { label: undefined, fields: rest }].filter(group => group.fields.length > 0)
}
