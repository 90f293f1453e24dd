import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { tripsOf } from '#test/trips.ts'
import { type World, worldOn } from '#test/world.ts'
import { createLead } from './create.service.ts'
import { editLead, getLead, listLeads, summariseLeads, trashLead } from './lead.service.ts'
import { assignLead, followLead, invalidateLead, leadOffers, reopenLead, returnLead } from './leadMove.service.ts'
import { matchLead } from './likeness.service.ts'

let database: TestDatabase
let db: Database
let world: World
let ann: Actor
let max: Actor

const write = <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, actor.orgId, { mode: 'write' }, fn)
const takesBefore = '2100-01-01T00:00:00.000Z'

beforeAll(async () => {
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 6 })
  world = worldOn(db)
  ann = await world.as('ann')
  max = await world.as('max')
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

describe('create', () => {
  test('a lead gets a number, its creator as owner, a thread, and is found by pinyin and phone ending', async () => {
    const made = await write(ann, tx =>
      createLead(tx, ann, { name: '王晓明', company: '霁川调味品有限公司', phone: '138 0013 8000' }),
    )
    expect(made).toMatchObject({ state: 'assigned', ownerId: ann.userId, ownerName: 'Ann', version: 1, duplicates: [] })
    expect(made.number).toMatch(/^XS\d{8}-\d{4}$/)
    expect(await write(ann, tx => getLead(tx, ann, made.id))).toEqual({
      ...made,
      duplicates: undefined,
      held: undefined,
    })
    for (const q of ['霁川', 'wxm', '8000', made.number]) {
      const found = await write(ann, tx => listLeads(tx, ann, { q }))
      expect({ q, ids: found.items.map(one => one.id) }).toEqual({ q, ids: [made.id] })
    }
  })

  test('everything wrong is said at once, with its field', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000'
    const bad = write(ann, tx => createLead(tx, ann, { name: ' ', email: 'no', referredBy: nobody, ownerId: nobody }))
    await expect(bad).rejects.toMatchObject({
      reasons: [
        { key: 'field.required', path: 'name' },
        { key: 'lead.badEmail', path: 'email' },
        { key: 'lead.unknownOwner', path: 'ownerId' },
        { key: 'lead.unknownReferrer', path: 'referredBy' },
      ],
    })
    const others = write(ann, tx => createLead(tx, ann, { name: 'A', ownerId: max.userId }))
    await expect(others).rejects.toMatchObject({ reasons: [{ key: 'lead.mayNotGive' }] })
  })

  test('C103 twins among leads, customers and contacts are named however the phone is written', async () => {
    const customer = await write(ann, tx => createCustomer(tx, ann, { name: '筠石新材有限公司' }))
    await write(ann, tx => createContact(tx, ann, { customerId: customer.id, name: '严工', phone: '13900001111' }))
    const first = await write(ann, tx => createLead(tx, ann, { name: 'Yan', phone: '999-9999', email: 'Y@x.cn' }))
    const asked = (like: Parameters<typeof matchLead>[2]) => write(ann, tx => matchLead(tx, ann, like))
    expect(await asked({ phone: '9999999' })).toMatchObject([{ entity: 'lead', id: first.id, why: 'phone' }])
    expect(await asked({ email: 'y@X.CN' })).toMatchObject([{ entity: 'lead', id: first.id, why: 'email' }])
    expect(await asked({ company: '筠石新材' })).toMatchObject([{ entity: 'customer', id: customer.id }])
    expect(await asked({ phone: '+86 139-0000-1111' })).toMatchObject([{ entity: 'contact', why: 'phone' }])
    expect(await asked({ phone: '13700000000' })).toEqual([])
  })

  test('where duplicates are refused, two people typing one phone at once make one lead', async () => {
    const strict: Actor = { ...ann, org: { ...ann.org, settings: { duplicates: 'strict' } } }
    const both = await Promise.allSettled(
      [1, 2].map(() => write(strict, tx => createLead(tx, strict, { name: 'Twin', phone: '13712345678' }))),
    )
    expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find(one => one.status === 'rejected')
    expect(refused).toMatchObject({ reason: { kind: 'conflict', reasons: [{ key: 'lead.duplicate.phone' }] } })
  })

  test('create reads in one trip and writes in the next', async () => {
    await write(ann, tx => createLead(tx, ann, { name: 'Warm', phone: '13611112221' }))
    const trips = await tripsOf(() =>
      write(ann, tx => createLead(tx, ann, { name: 'Quick', company: 'Quick Ltd', phone: '13611112222' })),
    )
    expect(trips).toBe(2)
  })
})

describe('moves', () => {
  test('assigned, followed once, returned with a reason, assigned again: every step is an event', async () => {
    const made = await write(max, tx => createLead(tx, max, { name: 'Li', ownerId: null }))
    expect(made).toMatchObject({ state: 'unassigned', ownerId: null, deptId: max.deptId })
    await write(max, tx => assignLead(tx, max, made.id, { ownerId: ann.userId }))
    const at = new Date().toISOString()
    await write(ann, tx => followLead(tx, ann, made.id, { at, note: false, takesBefore }))
    await write(ann, tx => followLead(tx, ann, made.id, { at, note: false, takesBefore }))
    expect(await write(ann, tx => getLead(tx, ann, made.id))).toMatchObject({ state: 'following', firstFollowupAt: at })
    const back = await write(ann, tx => returnLead(tx, ann, made.id, { reason: 'wrong region' }))
    expect(back).toMatchObject({ state: 'unassigned', ownerId: null, deptId: ann.deptId })
    const again = await write(max, tx => assignLead(tx, max, made.id, { ownerId: max.userId }))
    expect(again).toMatchObject({ state: 'assigned', ownerName: 'Max', firstFollowupAt: at })
    const events = await write(max, tx =>
      tx.query<{ kind: string; after: Record<string, unknown> | null }>({
        text: 'select kind, after from event where org_id = $1 and record_id = $2 order by seq',
        values: [max.orgId, made.id],
      }),
    )
    expect(events.map(event => event.kind)).toEqual([
      'lead.created',
      'lead.assigned',
      'lead.followed',
      'lead.returned',
      'lead.assigned',
    ])
    expect(events[3]?.after).toMatchObject({ reason: 'wrong region' })
  })

  test('C113 a deactivated person gets no lead', async () => {
    const made = await write(max, tx => createLead(tx, max, { name: 'Zhao', ownerId: null }))
    const gone = await write(max, async tx => {
      tx.write({
        text: 'update users set active = false where org_id = $1 and id = $2',
        values: [max.orgId, world.ids.wei],
      })
      return world.ids.wei
    })
    const given = write(max, tx => assignLead(tx, max, made.id, { ownerId: gone }))
    await expect(given).rejects.toMatchObject({ reasons: [{ key: 'lead.inactiveOwner' }] })
    const fresh = write(max, tx => createLead(tx, max, { name: 'Sun', ownerId: gone }))
    await expect(fresh).rejects.toMatchObject({ kind: 'invalid' })
    expect((await write(max, tx => getLead(tx, max, made.id))).state).toBe('unassigned')
  })

  test('invalid says why; whoever reopens it keeps it with its owner', async () => {
    const made = await write(ann, tx => createLead(tx, ann, { name: 'Qian' }))
    const bad = await write(ann, tx => invalidateLead(tx, ann, made.id, { reason: 'a student' }))
    expect(bad).toMatchObject({ state: 'invalid', invalidReason: 'a student' })
    const again = await write(max, tx => reopenLead(tx, max, made.id, {}))
    expect(again).toMatchObject({ state: 'assigned', invalidReason: null, ownerId: ann.userId })
  })

  test('the move bar says why a lead cannot be converted, and offers sales no assigning', async () => {
    const made = await write(ann, tx => createLead(tx, ann, { name: 'Wu' }))
    const offers = await write(ann, tx => leadOffers(tx, ann, made.id))
    expect(offers.find(offer => offer.move === 'convert')).toMatchObject({
      ok: false,
      reasons: [{ key: 'lead.notFollowed' }],
    })
    expect(offers.find(offer => offer.move === 'assign')).toMatchObject({
      ok: false,
      reasons: [{ key: 'flow.notAllowed' }],
    })
    expect(offers.map(offer => offer.move)).not.toContain('follow')
  })
})

describe('rights', () => {
  test('a lead of someone else does not exist: read, list, count, edit, delete', async () => {
    const hidden = await write(max, tx => createLead(tx, max, { name: 'Only Max' }))
    const missing = { kind: 'missing' }
    await expect(write(ann, tx => getLead(tx, ann, hidden.id))).rejects.toMatchObject(missing)
    await expect(write(ann, tx => editLead(tx, ann, hidden.id, { name: 'x' }))).rejects.toMatchObject(missing)
    await expect(write(ann, tx => trashLead(tx, ann, hidden.id))).rejects.toMatchObject(missing)
    await expect(write(ann, tx => invalidateLead(tx, ann, hidden.id, { reason: 'x' }))).rejects.toMatchObject(missing)
    const filter = JSON.stringify({ field: 'name', op: 'is', value: 'Only Max' })
    expect((await write(ann, tx => listLeads(tx, ann, { filter }))).items).toEqual([])
    expect((await write(ann, tx => summariseLeads(tx, ann, { filter }))).count).toBe(0)
    expect((await write(max, tx => summariseLeads(tx, max, { filter }))).count).toBe(1)
  })

  test('a lead that nobody owns is seen and given by every sales manager, whatever department took it', async () => {
    const olivia = await world.as('olivia')
    const { id, deptId } = await write(olivia, tx => createLead(tx, olivia, { name: 'From the fair', ownerId: null }))
    expect(max.branchIds).not.toContain(deptId)
    const waiting = { filter: JSON.stringify({ field: 'state', op: 'is', value: 'unassigned' }) }
    const seenBy = async (actor: Actor) =>
      (await write(actor, tx => listLeads(tx, actor, waiting))).items.some(lead => lead.id === id)
    expect([await seenBy(max), await seenBy(ann)]).toEqual([true, false])
    await expect(write(ann, tx => getLead(tx, ann, id))).rejects.toMatchObject({ kind: 'missing' })
    expect(await write(max, tx => assignLead(tx, max, id, { ownerId: ann.userId }))).toMatchObject({
      state: 'assigned',
    })
    expect([await seenBy(max), (await write(ann, tx => getLead(tx, ann, id))).ownerId]).toEqual([false, ann.userId])
  })

  test('another organisation sees none of it', async () => {
    const made = await write(ann, tx => createLead(tx, ann, { name: 'Acme only' }))
    const gus = await world.as('gus')
    await expect(write(gus, tx => getLead(tx, gus, made.id))).rejects.toMatchObject({ kind: 'missing' })
  })

  test('a stale edit names only the fields that clash', async () => {
    const made = await write(ann, tx => createLead(tx, ann, { name: 'Zheng', region: '浙江省杭州市' }))
    await write(max, tx => editLead(tx, max, made.id, { region: '浙江省宁波市', version: 1 }))
    const stale = write(ann, tx => editLead(tx, ann, made.id, { region: '浙江省温州市', title: 'CEO', version: 1 }))
    await expect(stale).rejects.toMatchObject({
      kind: 'conflict',
      facts: { fields: { region: { theirs: '浙江省宁波市', yours: '浙江省温州市' } } },
    })
    const other = await write(ann, tx => editLead(tx, ann, made.id, { title: 'CEO', version: 1 }))
    expect(other).toMatchObject({ region: '浙江省宁波市', title: 'CEO', version: 3 })
  })
})
