// The people of the demo company and where they sit.
import type { BotParts } from '#features/notice/server/bot.service.ts'
import { createDepartment, editDepartment } from '#features/people/server/department.service.ts'
import { createOrganisation, createUser, type Founded } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor, Role } from '#kernel/access.ts'
import { fixedClock } from '#kernel/clock.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { permissionRows } from '../server/permissions.ts'
import { whenOf } from './when.ts'

export const companyName = '砺禾机械'

// biome-ignore format: a table
export const people = {
  gu:    { name: '顾长河', email: 'guchanghe@lihe.example',   role: 'owner',        dept: '总部' },
  fang:  { name: '方屹',   email: 'fangyi@lihe.example',      role: 'salesManager', dept: '销售部' },
  shen:  { name: '沈若溪', email: 'shenruoxi@lihe.example',   role: 'sales',        dept: '华东组' },
  qi:    { name: '齐思明', email: 'qisiming@lihe.example',    role: 'sales',        dept: '华东组' },
  song:  { name: '宋知远', email: 'songzhiyuan@lihe.example', role: 'sales',        dept: '华南组' },
  wen:   { name: '温书瑶', email: 'wenshuyao@lihe.example',   role: 'marketing',    dept: '市场部' },
  zheng: { name: '郑砚',   email: 'zhengyan@lihe.example',    role: 'orderDesk',    dept: '订单部' },
  lu:    { name: '陆嘉言', email: 'lujiayan@lihe.example',    role: 'finance',      dept: '财务部' },
  he:    { name: '何守田', email: 'heshoutian@lihe.example',  role: 'warehouse',    dept: '仓储部' },
  tang:  { name: '唐雨禾', email: 'tangyuhe@lihe.example',    role: 'service',      dept: '售后部' },
  lin:   { name: '林见秋', email: 'linjianqiu@lihe.example',  role: 'viewer',       dept: '总部' },
} as const satisfies Record<string, { name: string; email: string; role: Role; dept: string }>

export type Person = keyof typeof people
export type Seller = 'shen' | 'qi' | 'song'
const everyone = Object.keys(people) as Person[] // the keys of the table above

const departments = [
  { name: '销售部', under: '总部', head: 'fang' },
  { name: '华东组', under: '销售部', head: undefined },
  { name: '华南组', under: '销售部', head: undefined },
  { name: '市场部', under: '总部', head: 'wen' },
  { name: '订单部', under: '总部', head: 'zheng' },
  { name: '财务部', under: '总部', head: 'lu' },
  { name: '仓储部', under: '总部', head: 'he' },
  { name: '售后部', under: '总部', head: 'tang' },
] as const

export type Company = {
  readonly database: Database
  readonly orgId: string
  readonly cast: Readonly<Record<Person, Actor>>
  /** Where files lie; without it the demo has none. */
  readonly filesFolder?: string
  /** What group bots are sealed with; without it the demo has none. */
  readonly bots?: BotParts
}

/** Workdays that the company has used the system. */
export const age = 84

type Login = { readonly password: string }

/** The company, its departments and its people, all with the one password. */
export async function foundCompany(database: Database, { password }: Login): Promise<Company> {
  const then = { ...database, clock: fixedClock(whenOf(database.clock, age, '09:00')) }
  const { gu } = people
  const owner = { name: gu.name, email: gu.email, password }
  // a Chinese company, whose people read the language of their browser
  const founded = await createOrganisation(then, { name: companyName, lang: 'zh', owner, via: 'demo' })
  const { orgId, ownerId } = founded
  const ids = await inOrg(then, orgId, { mode: 'write' }, async tx => {
    return hire(tx, await loadActor(tx, permissionRows, ownerId, 'demo'), founded, { password })
  })
  const cast = await inOrg(database, orgId, { mode: 'read' }, async tx => {
    const actors = everyone.map(async who => [who, await loadActor(tx, permissionRows, ids[who], 'demo')] as const)
    return Object.fromEntries(await Promise.all(actors)) as Record<Person, Actor> // one entry for everyone
  })
  return { database, orgId, cast }
}

async function hire(tx: Tx, owner: Actor, { ownerId, deptId }: Founded, login: Login) {
  const depts = new Map<string, string>([['总部', deptId]])
  for (const { name, under } of departments) {
    const made = await createDepartment(tx, owner, { name, parentId: depts.get(under) ?? deptId })
    depts.set(name, made.id)
  }
  const by = { userId: ownerId, via: 'demo' } as const
  const ids: Partial<Record<Person, string>> = { gu: ownerId }
  for (const who of everyone.filter(one => one !== 'gu')) {
    const { name, email, role, dept } = people[who]
    ids[who] = await createUser(tx, by, { ...login, name, email, roles: [role], deptId: depts.get(dept) ?? deptId })
  }
  for (const { name, head } of departments) {
    const headId = head && ids[head]
    if (headId) await editDepartment(tx, owner, depts.get(name) ?? deptId, { headId })
  }
  return ids as Record<Person, string> // everyone was hired
}
