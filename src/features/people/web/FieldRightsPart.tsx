import './People.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type FieldAccess, fieldAccesses, type Role } from '#kernel/access.ts'
import type { Entity } from '#meta/entity.ts'
import { CellSelect } from '#ui/CellSelect.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useEntities } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import type { FieldRightRow } from '../fieldRight.schema.ts'
import { peopleText } from '../people.text.ts'
import { SaveBar } from './SaveBar.tsx'
import { peopleCalls } from './usePeople.ts'

type Change = { readonly entity: string; readonly field: string; readonly role: Role; readonly access: FieldAccess }
type Changes = Readonly<Record<string, Change>>
const keyOf = ({ entity, field, role }: Omit<Change, 'access'>): string => `${entity} ${field} ${role}`

/** Field by field of one kind of record: who edits it, who only reads it, from whom it is hidden. */
export function FieldRightsPart({ shown }: { shown: readonly Role[] }) {
  const t = useText(accountText)
  const [entity, setEntity] = useState('customer')
  const [changes, setChanges] = useState<Changes>({})
  const queries = useQueryClient()
  const save = async () => {
    queries.setQueryData(['fieldRights'], await peopleCalls.editFieldRights({ changes: Object.values(changes) }))
    await queries.invalidateQueries({ queryKey: ['entities'] })
  }
  const list = useQuery({ queryKey: ['fieldRights'], queryFn: () => peopleCalls.fieldRights({}) })
  const kinds = useEntities()
  if (!list.data || kinds.isPending) return <Skeleton shape="list" />
  const rows = list.data.items.filter(row => row.entity === entity)
  const put = (change: Change, now: FieldAccess | undefined) => {
    const { [keyOf(change)]: _, ...rest } = changes
    setChanges(change.access === now ? rest : { ...rest, [keyOf(change)]: change })
  }
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t('people.fieldRights')}</h2>
        <EntityPick value={entity} known={list.data.items} kinds={kinds.data?.items ?? []} onChange={setEntity} />
      </header>
      <p className="body t2">{t('people.fieldRightsSay')}</p>
      <Grid rows={rows} shown={shown} changes={changes} onPut={put} />
      <SaveBar count={Object.values(changes).length} onSave={save} onDone={() => setChanges({})} />
    </section>
  )
}

type PickProps = {
  value: string
  known: readonly FieldRightRow[]
  kinds: readonly Entity[]
  onChange: (entity: string) => void
}

function EntityPick({ value, known, kinds, onChange }: PickProps) {
  const t = useText(accountText)
  const label = useLabel()
  const keys = new Set(known.map(row => row.entity))
  return (
    <select
      className="rolepick"
      aria-label={t('people.fieldRights')}
      value={value}
      onChange={event => onChange(event.target.value)}
    >
      {kinds.flatMap(one =>
        keys.has(one.key)
          ? [
              <option key={one.key} value={one.key}>
                {label(one.plural)}
              </option>,
            ]
          : [],
      )}
    </select>
  )
}

type GridProps = {
  rows: readonly FieldRightRow[]
  shown: readonly Role[]
  changes: Changes
  onPut: (change: Change, now: FieldAccess | undefined) => void
}

function Grid({ rows, shown, changes, onPut }: GridProps) {
  const t = useText(accountText)
  const label = useLabel()
  return (
    <div className="rolegrid">
      <table className="tbl wide">
        <thead>
          <tr>
            <th>{t('people.field')}</th>
            {shown.map(role => (
              <th key={role}>{label(peopleText[`role.${role}`])}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.field}>
              <th scope="row">{label(row.label)}</th>
              {shown.map(role => (
                <Cell key={role} row={row} role={role} change={changes[keyOf({ ...row, role })]} onPut={onPut} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CellProps = { row: FieldRightRow; role: Role; change: Change | undefined; onPut: GridProps['onPut'] }

function Cell({ row, role, change, onPut }: CellProps) {
  const t = useText(accountText)
  const label = useLabel()
  const stored = row.access[role]
  const access = change?.access ?? stored
  const look = [access === 'hidden' ? 'none' : '', access === row.byDefault[role] ? '' : 'own']
    .filter(Boolean)
    .join(' ')
  const choices = fieldAccesses.filter(one => !row.derived || one !== 'edit')
  const choose = (text: string) => {
    const chosen = choices.find(one => one === text)
    if (chosen) onPut({ entity: row.entity, field: row.field, role, access: chosen }, stored)
  }
  return (
    <td className={look}>
      <CellSelect
        label={t('people.cell', { role: label(peopleText[`role.${role}`]), permission: label(row.label) })}
        value={access ?? ''}
        choices={choices.map(one => ({ value: one, text: t(`people.access.${one}`) }))}
        onChange={choose}
      />
    </td>
  )
}
