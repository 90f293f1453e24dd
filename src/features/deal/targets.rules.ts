// A year of targets as it is being written: cells as they were typed over those that are kept.
import { allocate, isMoney, isZero, sum } from '#kernel/money.ts'
import { targetIn, targetOfPerson } from './forecast.rules.ts'
import type { Dept, Somebody, Target, TargetEdit, Targets } from './forecast.schema.ts'

export type Subject = {
  readonly kind: 'dept' | 'person'
  readonly id: string
  readonly name: string
  readonly depth: number
}
/** Typed text by subject and month. */
export type Typed = ReadonlyMap<string, string>

export const cellOf = ({ id }: Pick<Subject, 'id'>, month: string): string => `${month} ${id}`
export const monthsOf = (year: number): string[] =>
  Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}-01`)

/** Departments from the top, each before its people and the departments below it; people without one last. */
export function subjectsOf({ departments, people }: Pick<Targets, 'departments' | 'people'>): Subject[] {
  const known = new Set(departments.map(one => one.id))
  const peopleOf = (id: string, depth: number): Subject[] =>
    people.filter(one => one.deptId === id).map(one => personAt(one, depth))
  const walk = ({ id, name }: Dept, depth: number): Subject[] => [
    { kind: 'dept', id, name, depth },
    ...peopleOf(id, depth + 1),
    ...departments.filter(one => one.parentId === id).flatMap(one => walk(one, depth + 1)),
  ]
  const roots = departments.filter(one => one.parentId === null || !known.has(one.parentId))
  const loose = people.filter(one => one.deptId === null || !known.has(one.deptId))
  return [...roots.flatMap(one => walk(one, 0)), ...loose.map(one => personAt(one, 0))]
}

const personAt = ({ id, name }: Somebody, depth: number): Subject => ({ kind: 'person', id, name, depth })

/** The targets as they would be if what is typed were kept; what is no amount yet is none. */
export function typedOver(targets: Targets, typed: Typed): Targets {
  const subjects = new Map(subjectsOf(targets).map(one => [one.id, one]))
  const kept = targets.items.filter(one => !typed.has(`${one.month} ${one.userId ?? one.deptId}`))
  const fresh = [...typed].flatMap(([cell, text]): Target[] => {
    const [month = '', id = ''] = cell.split(' ')
    const subject = subjects.get(id)
    if (!subject || !isAmount(text)) return []
    return [{ month, ...whose(subject), amount: text }]
  })
  return { ...targets, items: [...kept, ...fresh] }
}

const isAmount = (text: string): boolean => /^\d{1,14}(\.\d{1,4})?$/.test(text)
const whose = ({ kind, id }: Subject) => ({
  userId: kind === 'person' ? id : null,
  deptId: kind === 'dept' ? id : null,
})

export const ownAt = (targets: Targets, { id }: Subject, month: string): string | null =>
  targets.items.find(one => one.month === month && (one.userId ?? one.deptId) === id)?.amount ?? null

/** Its own, or what those below add up to. */
export function sumAt(targets: Targets, { kind, id }: Subject, month: string): string | null {
  const all = { cells: [], targets: targets.items, people: targets.people, departments: targets.departments }
  return kind === 'dept' ? targetIn(all, id, month) : targetOfPerson(all, id, month)
}

export function yearOf(targets: Targets, subject: Subject): string | null {
  const known = monthsOf(targets.year)
    .map(month => sumAt(targets, subject, month))
    .filter(amount => amount !== null)
  return known.length > 0 ? sum(known) : null
}

/** A year's sum in twelve whole parts that add up to it again. */
export function spread(text: string): string[] {
  const total = text.replace(/\D/g, '').slice(0, 14)
  if (total === '' || isZero(total)) return Array.from({ length: 12 }, () => '')
  return allocate(
    total,
    Array.from({ length: 12 }, () => '1'),
    0,
  )
}

/** What is sent: only cells that say something else than is kept. */
export function editOf(targets: Targets, typed: Typed): TargetEdit['items'] {
  const subjects = subjectsOf(targets)
  return subjects.flatMap(subject =>
    monthsOf(targets.year).flatMap(month => {
      const text = typed.get(cellOf(subject, month))
      const amount = text === undefined || text.trim() === '' ? null : text.trim()
      if (text === undefined || amount === ownAt(targets, subject, month)) return []
      const { kind, id } = subject
      return [{ month, ...(kind === 'person' ? { userId: id } : { deptId: id }), amount }]
    }),
  )
}

export const fitsMoney = (text: string, currency: string): boolean =>
  text.trim() === '' || (isAmount(text.trim()) && isMoney(text.trim(), currency))
