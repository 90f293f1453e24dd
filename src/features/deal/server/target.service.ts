// What people and departments are to win in a month, in the organisation's currency.
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { canonical, isMoney } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { tell } from '#meta/server/record.service.ts'
import type { Target, TargetEdit, Targets } from '../forecast.schema.ts'
import { selectDepartments, selectPeople, selectStaff, selectTargets } from './forecast.sql.ts'
import { dropTargetsBound, lockTargetRows, setTargetsBound } from './target.sql.ts'

const permission = 'deal.targets'

export async function targetsOf(db: Db, actor: Actor, year: number): Promise<Targets> {
  const [items, staff, all] = await Promise.all([
    selectTargets(db, actor, permission, { from: `${year}-01-01`, to: `${year}-12-31` }),
    selectStaff(db, actor, permission),
    selectDepartments(db),
  ])
  const left = items.flatMap(({ userId }) => (userId && !staff.some(one => one.id === userId) ? [userId] : []))
  const people = [...staff, ...(await selectPeople(db, [...new Set(left)]))]
  const held = new Set(items.map(one => one.deptId))
  const departments = all
    .filter(one => (!one.gone || held.has(one.id)) && can(actor, permission, { ownerId: null, deptId: one.id }))
    .map(({ id, name, parentId }) => ({ id, name, parentId }))
  return { year, items, people, departments }
}

type Given = TargetEdit['items'][number]
type Subject = { readonly id: string; readonly name: string; readonly deptId: string | null }

/** Only the months that are named change. */
export async function setTargets(tx: Tx, actor: Actor, { year, items }: TargetEdit): Promise<Targets> {
  const subjects = await subjectsOf(tx, items)
  refuseAll(items.flatMap((item, at) => problemsOf(actor, year, subjects, { items, item, at })))
  const old = await lockTargetRows(tx, year, [...new Set(items.map(idOf))])
  const set = items.flatMap(item => rowOf(item))
  const dropped = items.flatMap(item => (item.amount === null ? [{ month: item.month, subject: idOf(item) }] : []))
  tx.write(setTargetsBound(tx.orgId, set), dropTargetsBound(tx.orgId, dropped))
  for (const subject of subjects.values()) tellSet(tx, actor, subject, { items, old })
  return targetsOf(tx, actor, year)
}

type Whose = { readonly userId?: string | null | undefined; readonly deptId?: string | null | undefined }
const idOf = ({ userId, deptId }: Whose): string => userId ?? deptId ?? ''
type Cell = Whose & { readonly month: string }
const sameCell = (a: Cell, b: Cell): boolean => a.month === b.month && idOf(a) === idOf(b)

const rowOf = ({ month, userId, deptId, amount }: Given): Target[] =>
  amount === null ? [] : [{ month, userId: userId ?? null, deptId: deptId ?? null, amount: canonical(amount) }]

async function subjectsOf(db: Db, items: readonly Given[]): Promise<Map<string, Subject>> {
  const ids = items.flatMap(item => (item.userId ? [item.userId] : []))
  const [people, departments] = await Promise.all([selectPeople(db, [...new Set(ids)]), selectDepartments(db)])
  const asked = new Set(items.map(idOf))
  const depts = departments.filter(one => asked.has(one.id)).map(({ id, name }) => ({ id, name, deptId: id }))
  return new Map([...people, ...depts].map(one => [one.id, one]))
}

type At = { readonly items: readonly Given[]; readonly item: Given; readonly at: number }

function problemsOf(
  actor: Actor,
  year: number,
  subjects: ReadonlyMap<string, Subject>,
  { items, item, at }: At,
): Reason[] {
  const { month, userId, deptId, amount } = item
  const path = (key: string) => `items.${at}.${key}`
  const reasons: Reason[] = []
  if (!month.startsWith(`${year}-`) || !month.endsWith('-01')) reasons.push(reason('target.badMonth', path('month')))
  if (items.findIndex(one => sameCell(one, item)) < at) reasons.push(reason('target.twice', path('month')))
  if (amount !== null && !isMoney(amount, actor.org.currency))
    reasons.push(reason('kernel.tooFine', path('amount'), { currency: actor.org.currency }))
  if ((userId === undefined) === (deptId === undefined)) return [...reasons, reason('target.notOne', path('userId'))]
  const subject = subjects.get(idOf(item))
  const whose = { ownerId: userId ?? null, deptId: subject?.deptId ?? null }
  if (!subject || !can(actor, permission, whose))
    reasons.push(reason('target.notYours', path(userId ? 'userId' : 'deptId')))
  return reasons
}

type Setting = { readonly items: readonly Given[]; readonly old: readonly Target[] }

function tellSet(tx: Tx, actor: Actor, { id, name }: Subject, { items, old }: Setting): void {
  const given = items.filter(item => idOf(item) === id)
  const was = (month: string) => old.find(one => one.month === month && idOf(one) === id)?.amount ?? null
  const before = Object.fromEntries(given.map(({ month }) => [month.slice(0, 7), was(month)]))
  const after = Object.fromEntries(given.map(({ month, amount }) => [month.slice(0, 7), amount]))
  tell(tx, {
    actor,
    entity: 'org',
    recordId: actor.orgId,
    kind: 'target.set',
    before: { name, ...before },
    after: { name, ...after },
  })
}
