import './People.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { vars } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { departmentEntity } from '../department.entity.ts'
import { inTree } from '../people.rules.ts'
import type { Department, NewDepartment } from '../people.schema.ts'
import { peopleCalls } from './usePeople.ts'

export function DepartmentsPage() {
  const t = useText(accountText)
  const session = useSession()
  const [editing, setEditing] = useState<Department | 'new'>()
  const list = useQuery({
    queryKey: ['department', 'list', 'tree'],
    queryFn: () => peopleCalls.departments({ limit: 200 }),
  })
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!list.data) return <Skeleton shape="list" />
  const mayEdit = mayDo(session, 'department.edit')
  return (
    <>
      <PageTop title={t('people.departments')} back={{ label: t('account.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('people.departmentsSay')}</p>
          {mayEdit && (
            <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
              {t('people.newDepartment')}
            </Button>
          )}
        </header>
        <table className="tbl wide">
          <tbody>
            {inTree(list.data.items).map(({ item, depth }) => (
              <DepartmentRow
                key={item.id}
                item={item}
                depth={depth}
                {...(mayEdit && { onEdit: () => setEditing(item) })}
              />
            ))}
          </tbody>
        </table>
      </section>
      {editing && (
        <DepartmentSheet {...(editing !== 'new' && { item: editing })} onClose={() => setEditing(undefined)} />
      )}
    </>
  )
}

function DepartmentRow({ item, depth, onEdit }: { item: Department; depth: number; onEdit?: () => void }) {
  const t = useText(accountText)
  const say = useReason()
  const tell = useToast()
  const queries = useQueryClient()
  const remove = async () => {
    try {
      await peopleCalls.removeDepartment({ id: item.id })
      await queries.invalidateQueries({ queryKey: ['department'] })
    } catch (error) {
      for (const reason of reasonsOf(error)) tell(say(reason), 'late')
    }
  }
  return (
    <tr>
      <td>
        <span className="depth" style={vars({ '--depth': depth })} />
        <span className="pn">{item.name}</span>
        {item.headName && <small className="t3"> {t('people.headedBy', { name: item.headName })}</small>}
      </td>
      <td className="t3">{t('people.count', { count: item.people })}</td>
      <td className="num">
        {onEdit && <Button kind="text" icon="edit" aria-label={item.name} onClick={onEdit} />}
        {onEdit && (
          <Button
            kind="text"
            icon="trash"
            aria-label={t('people.removeDepartment', { name: item.name })}
            onClick={remove}
          />
        )}
      </td>
    </tr>
  )
}

function DepartmentSheet({ item, onClose }: { item?: Department; onClose: () => void }) {
  const t = useText(accountText)
  const queries = useQueryClient()
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    if (item) await peopleCalls.editDepartment({ id: item.id, ...body, ...(version !== undefined && { version }) })
    else await peopleCalls.createDepartment(body as NewDepartment) // the form offers exactly these fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['department'] })
  }
  return (
    <Sheet open onClose={onClose} title={item?.name ?? t('people.newDepartment')}>
      <RecordForm
        fields={formFields(useEntity(departmentEntity))}
        record={item ?? {}}
        {...(item && { version: item.version })}
        draftKey={`department:${item?.id ?? 'new'}`}
        onSave={save}
        onDone={onClose}
        onCancel={onClose}
      />
    </Sheet>
  )
}
