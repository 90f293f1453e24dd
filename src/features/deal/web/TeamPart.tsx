import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Person } from '#ui/Person.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { ownerShare } from '../part.rules.ts'
import { type Member, memberRoles, type Team } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { partCalls } from './useParts.ts'
import './Parts.css'

/** Who sells it together, and for which share. */
export function TeamPart({ id }: { id: string }) {
  const t = useText(partText)
  const session = useSession()
  const [editing, setEditing] = useState(false)
  const team = useQuery({ queryKey: ['deal', id, 'team'], queryFn: () => partCalls.team({ id }) })
  if (!team.data) return null
  const { ownerName, items } = team.data
  return (
    <section className="card">
      <header>
        <h2>{t('sellers.title')}</h2>
        <span className="grow" />
        {!editing && mayDo(session, 'deal.edit') && (
          <Button size="sm" icon="edit" onClick={() => setEditing(true)}>
            {t('part.edit')}
          </Button>
        )}
      </header>
      <div className="body">
        {editing ? (
          <TeamEditor id={id} team={team.data} onDone={() => setEditing(false)} />
        ) : (
          <ol className="plain-list">
            <li>
              <span className="grow">
                <Person name={ownerName} />
              </span>
              <small className="t3">{t('sellers.owner')}</small>
              <span className="num nw">{team.data.ownerShare}%</span>
            </li>
            {items.map(member => (
              <li key={member.userId}>
                <span className="grow">
                  <Person name={member.name} />
                </span>
                {!member.active && <Tag>{t('sellers.gone')}</Tag>}
                <small className="t3">{t(`sellers.role.${member.role}`)}</small>
                <span className="num nw">{member.share}%</span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  )
}

type Draft = { readonly key: number; readonly userId: string | null } & Pick<Member, 'role' | 'share'>
type EditorProps = { readonly id: string; readonly team: Team; readonly onDone: () => void }

const person: Field = {
  key: 'userId',
  label: partText['sellers.person'],
  kind: 'user',
  refEntity: 'user',
  required: true,
}
const role: Field = {
  key: 'role',
  label: partText['sellers.role'],
  kind: 'choice',
  required: true,
  choices: memberRoles.map(value => ({ value, label: partText[`sellers.role.${value}`] })),
}
const share: Field = { key: 'share', label: partText['sellers.share'], kind: 'number', scale: 2 }
const isShare = (text: string): boolean => /^\d{1,3}(\.\d{1,2})?$/.test(text)

function TeamEditor({ id, team, onDone }: EditorProps) {
  const t = useText(partText)
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState<readonly Draft[]>(team.items.map((one, key) => ({ ...one, key })))
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const put = (key: number, change: Partial<Draft>) =>
    setDrafts(drafts.map(one => (one.key === key ? { ...one, ...change } : one)))
  const add = () =>
    setDrafts([
      ...drafts,
      { key: Math.max(0, ...drafts.map(one => one.key)) + 1, userId: null, role: 'presales', share: '0' },
    ])
  const save = async () => {
    const items = drafts.flatMap(({ userId, role: as, share: part }) =>
      userId ? [{ userId, role: as, share: part || '0' }] : [],
    )
    try {
      await partCalls.setTeam({ id, version: team.version, items })
      await queries.invalidateQueries({ queryKey: ['deal'] })
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const known = drafts.filter(one => isShare(one.share))
  return (
    <div className="stack">
      <p className="t2">{t('sellers.say')}</p>
      {drafts.map(({ key, ...draft }) => (
        <div key={key} className="partrow team">
          <FieldRow
            field={person}
            size="small"
            value={draft.userId}
            record={{
              ...team.items.find(one => one.userId === draft.userId),
              userName: team.items.find(one => one.userId === draft.userId)?.name,
            }}
            onChange={value => put(key, { userId: typeof value === 'string' ? value : null })}
          />
          <FieldRow
            field={role}
            size="small"
            value={draft.role}
            onChange={value => put(key, { role: memberRoles.find(one => one === value) ?? draft.role })}
          />
          <FieldRow
            field={share}
            size="small"
            value={draft.share}
            onChange={value => put(key, { share: value === null ? '' : String(value) })}
          />
          <Button
            kind="text"
            icon="trash"
            aria-label={t('part.remove')}
            onClick={() => setDrafts(drafts.filter(one => one.key !== key))}
          />
        </div>
      ))}
      <p className="t2">
        {t('sellers.owner')}: {ownerShare(known)}%
      </p>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      <div className="row">
        <Button icon="plus" onClick={add}>
          {t('sellers.add')}
        </Button>
        <span className="grow" />
        <Button kind="text" onClick={onDone}>
          {t('part.cancel')}
        </Button>
        <Button kind="primary" onClick={save}>
          {t('part.save')}
        </Button>
      </div>
    </div>
  )
}
