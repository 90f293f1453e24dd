import './People.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { type Reach, type Role, reaches, roles } from '#kernel/access.ts'
import type { Entity } from '#meta/entity.ts'
import { CellSelect } from '#ui/CellSelect.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useEntities } from '#ui/useEntity.ts'
import { usePhone } from '#ui/usePhone.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import type { PermissionRow } from '../people.schema.ts'
import { peopleText } from '../people.text.ts'
import { FieldRightsPart } from './FieldRightsPart.tsx'
import { SaveBar } from './SaveBar.tsx'
import { StepRulePart } from './StepRulePart.tsx'
import { peopleCalls } from './usePeople.ts'

type Change = { readonly permission: string; readonly role: Role; readonly reach: Reach | null }
type Changes = Readonly<Record<string, Change>>

const editable = roles.filter(role => role !== 'owner')

/** The whole of who may do what is one table; on a phone it is read role by role. */
export function RolesPage() {
  const t = useText(accountText)
  const list = useQuery({ queryKey: ['permissions'], queryFn: () => peopleCalls.permissions({}) })
  const [role, setRole] = useState<Role>('sales')
  const [changes, setChanges] = useState<Changes>({})
  const queries = useQueryClient()
  const save = async () => {
    queries.setQueryData(['permissions'], await peopleCalls.editPermissions({ changes: Object.values(changes) }))
    await queries.invalidateQueries({ queryKey: ['session'] })
  }
  const phone = usePhone()
  const session = useSession()
  // rows stand by what they are about: drawn before that is known, all of them would jump
  const known = useEntities()
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!list.data || known.isPending) return <Skeleton shape="list" />
  const put = (change: Change, now: Reach | null) => {
    const { [`${change.permission} ${change.role}`]: _, ...rest } = changes
    setChanges(change.reach === now ? rest : { ...rest, [`${change.permission} ${change.role}`]: change })
  }
  return (
    <>
      <PageTop title={t('people.roles')} back={{ label: t('account.settings'), href: '/settings' }} />
      <div className="stack">
        <section className="card">
          <header>
            <p className="t2 grow">{t('people.rolesHint')}</p>
            {phone && <RolePick value={role} onChange={setRole} />}
          </header>
          <PermissionGrid
            items={list.data.items}
            known={known.data?.items ?? []}
            shown={phone ? [role] : editable}
            changes={changes}
            onPut={put}
          />
          <SaveBar count={Object.values(changes).length} onSave={save} onDone={() => setChanges({})} />
        </section>
        {mayDo(session, 'role.edit') && <FieldRightsPart shown={phone ? [role] : editable} />}
        {mayDo(session, 'org.edit') && <StepRulePart />}
      </div>
    </>
  )
}

function RolePick({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useText(accountText)
  const label = useLabel()
  const choose = (name: string) => {
    const found = editable.find(role => role === name)
    if (found) onChange(found)
  }
  return (
    <select
      className="rolepick"
      aria-label={t('people.roles')}
      value={value}
      onChange={event => choose(event.target.value)}
    >
      {editable.map(role => (
        <option key={role} value={role}>
          {label(peopleText[`role.${role}`])}
        </option>
      ))}
    </select>
  )
}

type GridProps = {
  items: readonly PermissionRow[]
  known: readonly Entity[]
  shown: readonly Role[]
  changes: Changes
  onPut: (change: Change, now: Reach | null) => void
}

/** By what they are about, as people call it; what is about no record comes last. */
function useGroups({
  items,
  known,
}: Pick<GridProps, 'items' | 'known'>): { name: string; rows: readonly PermissionRow[] }[] {
  const t = useText(accountText)
  const label = useLabel()
  const entityOf = ({ permission }: PermissionRow) => known.find(entity => entity.key === permission.split('.')[0])
  const [about, others] = [items.filter(entityOf), items.filter(row => !entityOf(row))]
  const named = Map.groupBy(about, row => {
    const entity = entityOf(row)
    return entity ? label(entity.plural) : ''
  })
  return [...named, [t('people.otherPermissions'), others] as const]
    .map(([name, rows]) => ({ name, rows }))
    .filter(group => group.rows.length > 0)
}

function PermissionGrid({ items, known, shown, changes, onPut }: GridProps) {
  const t = useText(accountText)
  const groups = useGroups({ items, known })
  const label = useLabel()
  const say = useReason()
  return (
    <div className="rolegrid">
      <table className="tbl wide">
        <thead>
          <tr>
            <th>{t('people.permission')}</th>
            {shown.map(role => (
              <th key={role}>{label(peopleText[`role.${role}`])}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, rows }) => (
            <Fragment key={name}>
              <tr className="group">
                <th colSpan={shown.length + 1} scope="colgroup">
                  {name}
                </th>
              </tr>
              {rows.map(row => (
                <tr key={row.permission}>
                  <th scope="row">{say({ key: `permission.${row.permission}` })}</th>
                  {shown.map(role => (
                    <ReachCell
                      key={role}
                      row={row}
                      role={role}
                      change={changes[`${row.permission} ${role}`]}
                      onPut={onPut}
                    />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CellProps = { row: PermissionRow; role: Role; change: Change | undefined; onPut: GridProps['onPut'] }

function ReachCell({ row, role, change, onPut }: CellProps) {
  const t = useText(accountText)
  const label = useLabel()
  const say = useReason()
  const session = useSession()
  const stored = row.reach[role] ?? null
  const reach = change ? change.reach : stored
  const look = [reach ? '' : 'none', reach === (row.byDefault[role] ?? null) ? '' : 'own'].filter(Boolean).join(' ')
  const choose = (text: string) =>
    onPut({ permission: row.permission, role, reach: reaches.find(one => one === text) ?? null }, stored)
  const name = t('people.cell', {
    role: label(peopleText[`role.${role}`]),
    permission: say({ key: `permission.${row.permission}` }),
  })
  return (
    <td className={look}>
      <CellSelect
        label={name}
        value={reach ?? ''}
        disabled={!mayDo(session, 'role.edit')}
        choices={[
          { value: '', text: label(peopleText['reach.none']) },
          ...reaches.map(one => ({ value: one, text: label(peopleText[`reach.${one}`]) })),
        ]}
        onChange={choose}
      />
    </td>
  )
}
