import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { useTold } from '#ui/useTold.ts'
import { When } from '#ui/When.tsx'
import { customerLevels, type Pool, type PoolMoveEntry } from '../pool.schema.ts'
import { poolPageText } from '../poolPage.text.ts'
import { RulesPart } from './RulesPart.tsx'
import { poolCalls, usePool } from './usePools.ts'
import './Pool.css'

/** One pool: its limits, its rules with the simulator, its members, what moved. */
export function PoolSetUpPage() {
  const { params } = usePlace()
  const pool = usePool(params.id ?? '')
  if (pool.error) return <Problem error={pool.error} onRetry={() => pool.refetch()} />
  if (!pool.data) return <Skeleton shape="record" />
  return <SetUp pool={pool.data} />
}

function SetUp({ pool }: { pool: Pool }) {
  const t = useText(poolPageText)
  return (
    <>
      <PageTop title={pool.name} back={{ label: t('pool.title'), href: '/settings/pools' }} />
      <div className="stack">
        <RulesPart key={pool.version} pool={pool} />
        <Limits pool={pool} />
        <MembersPart pool={pool} />
        <History pool={pool} />
      </div>
    </>
  )
}

const number = (key: string, label: Field['label']): Field => ({ key, label, kind: 'number', scale: 0 })
const limits: readonly Field[] = [
  { key: 'name', label: poolPageText['pool.name'], kind: 'text', required: true, maxLength: 60 },
  number('holdingCap', poolPageText['pool.holdingCap']),
  number('dailyCap', poolPageText['pool.dailyCapField']),
  number('cooldownDays', poolPageText['pool.cooldown']),
  number('warnDays', poolPageText['pool.warnDays']),
]
const level = poolPageText['pool.levelCapOf']
const byLevel: readonly Field[] = customerLevels.map(one =>
  number(`level${one}`, { en: level.en.replace('{level}', one), zh: level.zh.replace('{level}', one) }),
)

const textOf = (value: number | null | undefined): string | null => (value == null ? null : String(value))
const numberOf = (value: unknown): number | null => (value === null || value === '' ? null : Number(value))

function Limits({ pool }: { pool: Pool }) {
  const t = useText(poolPageText)
  const tell = useToast()
  const queries = useQueryClient()
  const { name, holdingCap, dailyCap, cooldownDays, warnDays, levelCaps } = pool
  const record = {
    name,
    holdingCap: textOf(holdingCap),
    dailyCap: textOf(dailyCap),
    cooldownDays: textOf(cooldownDays),
    warnDays: textOf(warnDays),
    ...Object.fromEntries(customerLevels.map(one => [`level${one}`, textOf(levelCaps[one])])),
  }
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const { name: said, ...rest } = body
    const given = Object.entries(rest).map(([key, value]) => [key, numberOf(value)] as const)
    const own = given.filter(([key]) => !key.startsWith('level'))
    const caps = given.filter(([key]) => key.startsWith('level')).map(([key, cap]) => [key.slice(5), cap])
    await poolCalls.edit({
      id: pool.id,
      ...(typeof said === 'string' && { name: said }),
      ...Object.fromEntries(
        own.map(([key, value]) => [key, value ?? (key === 'cooldownDays' || key === 'warnDays' ? 0 : null)]),
      ),
      ...(caps.length > 0 && { levelCaps: { ...levelCaps, ...Object.fromEntries(caps) } }),
      ...(version !== undefined && { version }),
    })
    await queries.invalidateQueries({ queryKey: ['pool'] })
    tell(t('pool.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{t('pool.caps')}</h2>
      </header>
      <div className="body stack">
        <p className="t3">{t('pool.unlimited')}</p>
        <RecordForm
          fields={pool.entity === 'customer' ? [...limits, ...byLevel] : limits}
          record={record}
          version={pool.version}
          draftKey={`pool:${pool.id}`}
          onSave={save}
        />
      </div>
    </section>
  )
}

const person: Field = {
  key: 'userId',
  label: poolPageText['pool.addMember'],
  kind: 'user',
  refEntity: 'user',
  required: true,
}

function MembersPart({ pool }: { pool: Pool }) {
  const t = useText(poolPageText)
  const queries = useQueryClient()
  const [added, setAdded] = useState(0)
  const told = useTold()
  const members = useQuery({
    queryKey: ['pool', pool.id, 'members'],
    queryFn: () => poolCalls.members({ id: pool.id }),
  })
  const items = members.data?.items ?? []
  const put = async (next: readonly { userId: string; admin: boolean }[]) => {
    await poolCalls.setMembers({ id: pool.id, members: next.map(({ userId, admin }) => ({ userId, admin })) })
    await queries.invalidateQueries({ queryKey: ['pool'] })
  }
  const add = async ({ userId }: Readonly<Record<string, unknown>>) => {
    await put([...items, { userId: String(userId), admin: false }])
    setAdded(added + 1)
  }
  return (
    <section className="card">
      <header>
        <h2>{t('pool.members')}</h2>
      </header>
      <div className="body stack">
        {members.isPending && <RowsSkeleton rows={3} />}
        {members.data && items.length === 0 && <p className="t3">{t('pool.noMembers')}</p>}
        <ul className="plain">
          {items.map(one => (
            <li key={one.userId} className="row">
              <span className="grow">{one.name}</span>
              <label className="row tight">
                <input
                  type="checkbox"
                  checked={one.admin}
                  onChange={event =>
                    told(
                      put(
                        items.map(old => (old.userId === one.userId ? { ...old, admin: event.target.checked } : old)),
                      ),
                    )
                  }
                />
                {t('pool.admin')}
              </label>
              <Button
                size="sm"
                kind="text"
                icon="x"
                aria-label={t('pool.removeMember', { name: one.name })}
                onClick={() => told(put(items.filter(old => old.userId !== one.userId)))}
              />
            </li>
          ))}
        </ul>
        <RecordForm
          key={added}
          fields={[person]}
          record={{}}
          draftKey={`pool:${pool.id}:member`}
          onSave={add}
          saveLabel={t('pool.addMember')}
        />
      </div>
    </section>
  )
}

function History({ pool }: { pool: Pool }) {
  const t = useText(poolPageText)
  const history = useQuery({
    queryKey: ['pool', pool.id, 'history'],
    queryFn: () => poolCalls.history({ id: pool.id }),
  })
  return (
    <section className="card">
      <header>
        <h2>{t('pool.history')}</h2>
      </header>
      <div className="body">
        {history.data?.items.length === 0 && <p className="t3">{t('pool.noHistory')}</p>}
        <ul className="plain pool-would">
          {history.data?.items.map(entry => (
            <Moved key={entry.id} entry={entry} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function Moved({ entry }: { entry: PoolMoveEntry }) {
  const t = useText(poolPageText)
  const { kind, at, title, userName, byName, rule, facts } = entry
  const values = { title: title ?? '', user: userName ?? '', by: byName ?? t('pool.job') }
  const why =
    rule && facts ? t(`pool.took.${rule.kind}`, { days: Number(facts.days ?? 0), limit: rule.days }) : facts?.reason
  return (
    <li className="row wrap">
      <span>{t(`pool.did.${kind}`, values)}</span>
      {typeof why === 'string' && <span className="t2">{why}</span>}
      <span className="grow" />
      <When at={at} />
    </li>
  )
}
