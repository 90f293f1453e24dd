import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import type { OwnField } from '#meta/fields.schema.ts'
import { metaApi } from '#meta/meta.api.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { FieldSheet } from './FieldSheet.tsx'
import { fieldSettingsText } from './fieldSettings.text.ts'

const api = client(metaApi, send)
/** Kinds of records that a person makes and may want more to be kept of; the server has the last word. */
const open = ['lead', 'customer', 'contact', 'deal', 'quote', 'order', 'product', 'warehouse', 'followup']

type Editing = { readonly entity: Entity; readonly field?: OwnField }

export function FieldsPage() {
  const t = useText(fieldSettingsText)
  const [editing, setEditing] = useState<Editing>()
  const fields = useQuery({ queryKey: ['field', 'list'], queryFn: () => api.fields({}) })
  const entities = useQuery({ queryKey: ['entities'], queryFn: () => api.entities({}) })
  const error = fields.error ?? entities.error
  if (error) return <Problem error={error} onRetry={() => void Promise.all([fields.refetch(), entities.refetch()])} />
  if (!fields.data || !entities.data) return <Skeleton shape="list" />
  const all = entities.data.items
  const own = fields.data.items
  return (
    <>
      <PageTop title={t('fieldSettings.title')} back={{ label: t('fieldSettings.back'), href: '/settings' }} />
      <p className="t2">{t('fieldSettings.say')}</p>
      <div className="stack">
        {open.flatMap(key => {
          const entity = all.find(one => one.key === key)
          if (!entity) return []
          return (
            <EntityCard
              key={key}
              entity={entity}
              fields={own.filter(field => field.entity === key)}
              onOpen={field => setEditing({ entity, ...(field && { field }) })}
            />
          )
        })}
      </div>
      {editing && <FieldSheet {...editing} entities={all} onClose={() => setEditing(undefined)} />}
    </>
  )
}

type CardProps = {
  readonly entity: Entity
  readonly fields: readonly OwnField[]
  readonly onOpen: (field?: OwnField) => void
}

function EntityCard({ entity, fields, onOpen }: CardProps) {
  const t = useText(fieldSettingsText)
  const label = useLabel()
  return (
    <section className="card" data-entity={entity.key}>
      <header>
        <h2 className="grow">{label(entity.plural)}</h2>
        <Button
          size="sm"
          icon="plus"
          aria-label={t('fieldSettings.addTo', { entity: label(entity.label) })}
          onClick={() => onOpen()}
        >
          {t('fieldSettings.add')}
        </Button>
      </header>
      {fields.length === 0 && <p className="body t3">{t('fieldSettings.none')}</p>}
      <table className="tbl wide">
        <tbody>
          {fields.map(field => (
            <FieldLine key={field.id} field={field} onOpen={() => onOpen(field)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function FieldLine({ field, onOpen }: { readonly field: OwnField; readonly onOpen: () => void }) {
  const t = useText(fieldSettingsText)
  const label = useLabel()
  return (
    <tr>
      <td>
        <span className="pn">{label(field.label)}</span> <small className="t3">{field.key}</small>
        <div className="t3">{t(`fieldKind.${field.kind}`)}</div>
      </td>
      <td>
        {field.required && <Tag>{t('fieldSettings.required')}</Tag>}
        {field.indexed && <Tag>{t('fieldSettings.isIndexed')}</Tag>}
        {field.unique && <Tag>{t('fieldSettings.isUnique')}</Tag>}
        {field.hidden && <Tag tone="off">{t('fieldSettings.isHidden')}</Tag>}
      </td>
      <td className="num">
        <Button
          kind="text"
          icon="edit"
          aria-label={t('fieldSettings.edit', { field: label(field.label) })}
          onClick={onOpen}
        />
      </td>
    </tr>
  )
}
