import { inject } from 'vitest'
import { createDepartment, editDepartment } from '#features/people/server/department.service.ts'
import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation, createUser, type Founded } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor, Role, Via } from '#kernel/access.ts'
import { type Database, inOrg } from '#kernel/db.ts'
import { permissionRows } from '../src/app/server/permissions.ts'

// The one invented world of seeds and tests: two companies that must never see each other, and the people of
// the first. A test that needs another person asks first whether one of these would do.

export const acme = { name: 'Acme', email: 'acme.example' } as const
export const globex = { name: 'Globex', email: 'globex.example' } as const

export const people = {
  olivia: { name: 'Olivia', role: 'owner' },
  ann: { name: 'Ann', role: 'sales' },
  max: { name: 'Max', role: 'salesManager' },
  wei: { name: 'Wei', role: 'warehouse' },
  fay: { name: 'Fay', role: 'finance' },
  oda: { name: 'Oda', role: 'orderDesk' },
} as const satisfies Record<string, { name: string; role: Role }>

export type Person = keyof typeof people
/** Gus owns Globex, and is nobody at Acme. */
export type Anyone = Person | 'gus'

export const password = 'correct horse battery'

/** What of the world is data, whichever database holds it. */
export type WorldFacts = {
  readonly acmeId: string
  readonly globexId: string
  readonly ids: Readonly<Record<Anyone, string>>
  /** Head office, and Sales below it with Max as head and Ann in it. */
  readonly officeId: string
  readonly salesId: string
}

export type World = WorldFacts & {
  readonly db: Database
  /** Everyone can sign in with this, and with the one password above. */
  emailOf(who: Anyone): string
  orgOf(who: Anyone): string
  as(who: Anyone, via?: Via): Promise<Actor>
  /** An API key of that person, made when first asked for. */
  keyOf(who: Anyone): Promise<string>
}

const emailOf = (who: Anyone): string => `${who}@${who === 'gus' ? globex.email : acme.email}`

const actor = (db: Database, orgId: string, userId: string, via: Via = 'screen'): Promise<Actor> =>
  inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, userId, via))

/** Built by the verbs that people use. */
export async function makeWorld(db: Database): Promise<WorldFacts> {
  const own = await found(db, acme.name, 'olivia')
  const other = await found(db, globex.name, 'gus')
  const staff = await hire(db, own, await actor(db, own.orgId, own.ownerId))
  const ids = { ...staff.ids, olivia: own.ownerId, gus: other.ownerId }
  return { acmeId: own.orgId, globexId: other.orgId, ids, officeId: own.deptId, salesId: staff.salesId }
}

/** The world that a database was cloned with (`testDatabase('world')`). */
export function worldOn(db: Database): World {
  const { facts } = inject('world')
  const { acmeId, globexId, ids } = facts
  const orgOf = (who: Anyone) => (who === 'gus' ? globexId : acmeId)
  const as = (who: Anyone, via?: Via) => actor(db, orgOf(who), ids[who], via)
  const keys = new Map<Anyone, Promise<string>>()
  const keyOf = (who: Anyone): Promise<string> => {
    const known = keys.get(who) ?? newKey(db, as(who))
    keys.set(who, known)
    return known
  }
  return { ...facts, db, emailOf, orgOf, as, keyOf }
}

const found = (db: Database, name: string, owner: Anyone): Promise<Founded> =>
  createOrganisation(db, {
    name,
    lang: 'en',
    owner: { name: owner === 'gus' ? 'Gus' : people.olivia.name, email: emailOf(owner), password },
    via: 'demo',
  })

async function hire(db: Database, { orgId, deptId }: Founded, olivia: Actor) {
  return inOrg(db, orgId, { mode: 'write' }, async tx => {
    const by = { userId: olivia.userId, via: 'demo' } as const
    const sales = await createDepartment(tx, olivia, { name: 'Sales', parentId: deptId })
    const join = (who: Person, dept: string, managerId: string | null = null) =>
      createUser(tx, by, {
        name: people[who].name,
        email: emailOf(who),
        roles: [people[who].role],
        deptId: dept,
        managerId,
        lang: 'en',
        password,
      })
    const max = await join('max', sales.id)
    await editDepartment(tx, olivia, sales.id, { headId: max })
    const ids = {
      max,
      ann: await join('ann', sales.id, max),
      wei: await join('wei', deptId),
      fay: await join('fay', deptId),
      oda: await join('oda', deptId),
    }
    return { salesId: sales.id, ids }
  })
}

async function newKey(db: Database, asked: Promise<Actor>): Promise<string> {
  const me = await asked
  const { secret } = await inOrg(db, me.orgId, { mode: 'write' }, tx => createKey(tx, me, { name: 'test' }))
  return secret
}
