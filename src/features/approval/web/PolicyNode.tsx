import { useQuery } from '@tanstack/react-query'
import { roles } from '#kernel/access.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { kindOf } from '#ui/kinds/registry.tsx'
import { send } from '#ui/send.ts'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import type { ApprovalNode } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'

const metaCalls = client(metaApi, send)

type Props = { entity: string; node: ApprovalNode; onChange: (node: ApprovalNode) => void }

/** Whom one step asks, and whether one of them or all. */
export function PolicyNode({ entity, node, onChange }: Props) {
  const t = useText(approvalText)
  const say = useReason()
  const label = useLabel()
  const fields = usePersonFields(entity)
  const { Edit } = kindOf('user')
  const person: Field = { key: 'userId', label: approvalText['approval.by.person'], kind: 'user' }
  return (
    <>
      <select
        aria-label={t('approval.by')}
        value={choiceOf(node)}
        onChange={({ target: { value } }) => onChange({ ...nodeOf(value, node.mode), when: node.when ?? [] })}
      >
        {roles.map(role => (
          <option key={role} value={`role:${role}`}>
            {say({ key: `role.${role}` })}
          </option>
        ))}
        <option value="departmentHead">{t('approval.by.departmentHead')}</option>
        <option value="requesterManager">{t('approval.by.requesterManager')}</option>
        <option value="person">{t('approval.by.person')}</option>
        {fields.map(field => (
          <option key={field.key} value={`field:${field.key}`}>
            {t('approval.by.field', { label: label(field.label) })}
          </option>
        ))}
      </select>
      {node.by === 'person' && (
        <Edit
          id="approver"
          field={person}
          value={node.userId ?? null}
          onChange={value => onChange({ ...node, ...(typeof value === 'string' && { userId: value }) })}
        />
      )}
      <select
        aria-label={t('approval.mode')}
        value={node.mode}
        onChange={({ target: { value } }) => onChange({ ...node, mode: value === 'all' ? 'all' : 'any' })}
      >
        <option value="any">{t('approval.mode.any')}</option>
        <option value="all">{t('approval.mode.all')}</option>
      </select>
    </>
  )
}

/** How a node is chosen from one list: roles and fields by name, the rest by kind. */
const choiceOf = ({ by, role, field }: ApprovalNode): string =>
  by === 'role' ? `role:${role}` : by === 'field' ? `field:${field}` : by

function nodeOf(choice: string, mode: ApprovalNode['mode']): ApprovalNode {
  const [by = '', name = ''] = choice.split(':')
  const role = roles.find(one => by === 'role' && one === name)
  if (role) return { by: 'role', role, mode }
  if (by === 'field') return { by, field: name, mode }
  return { by: by === 'departmentHead' || by === 'requesterManager' ? by : 'person', mode }
}

/** Fields of the record that hold a person, the company's own ones included. */
function usePersonFields(entityKey: string): readonly Field[] {
  const { data } = useQuery({ queryKey: ['entities'], queryFn: () => metaCalls.entities({}), staleTime: 60_000 })
  const fields = data?.items.find(entity => entity.key === entityKey)?.fields ?? []
  return fields.filter(({ kind, refEntity }) => kind === 'user' || (kind === 'reference' && refEntity === 'user'))
}
