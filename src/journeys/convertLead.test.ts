import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { createContact } from '#features/contact/server/create.service.ts'
import { createCustomer, getCustomer } from '#features/customer/server/customer.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { createDefaultPipeline, listPipelines } from '#features/deal/server/pipeline.service.ts'
import { addFile, listFiles } from '#features/file/server/file.service.ts'
import type { NewFollowup } from '#features/followup/followup.schema.ts'
import { logFollowup } from '#features/followup/server/followup.service.ts'
import { readHome } from '#features/followup/server/home.service.ts'
import { needsOf, promisesOf } from '#features/followup/server/need.service.ts'
import { dueReminders } from '#features/followup/server/reminder.service.ts'
import { readTimeline } from '#features/followup/server/timeline.service.ts'
import type { NewLead } from '#features/lead/lead.schema.ts'
import { createLead } from '#features/lead/server/create.service.ts'
import { editLead } from '#features/lead/server/lead.service.ts'
import { leadOffers } from '#features/lead/server/leadMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Database, inOrg, openDatabase, type Tx } from '#kernel/db.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { worldOn } from '#test/world.ts'
import { registerEntities } from '../app/server/entities.ts'
import { convertLead, convertLeadHandlers } from './convertLead.ts'

let database: TestDatabase
let db: Database
let ann: Actor
let max: Actor

const write = <T>(actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> => inOrg(db, actor.orgId, { mode: 'write' }, fn)
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

async function followed(actor: Actor, input: NewLead, more: Partial<NewFollowup> = {}): Promise<string> {
  const { id } = await write(actor, tx => createLead(tx, actor, input))
  const about = { subjectEntity: 'lead', subjectId: id, kind: 'call', content: '聊过' } as const
  await write(actor, tx => logFollowup(tx, actor, { ...about, ...more }))
  return id
}
const convert = (actor: Actor, id: string, input: Parameters<typeof convertLead>[3] = {}) =>
  write(actor, tx => convertLead(tx, actor, id, input))
const count = async (table: string, where: string, id: string): Promise<number> =>
  (
    await write(ann, tx =>
      tx.query({ text: `select 1 from ${table} where org_id = $1 and ${where} = $2`, values: [ann.orgId, id] }),
    )
  ).length

beforeAll(async () => {
  registerEntities()
  database = await testDatabase('world')
  db = openDatabase({ url: database.appUrl, max: 6 })
  const world = worldOn(db)
  ann = await world.as('ann')
  max = await world.as('max')
  await write(max, async tx => {
    if ((await listPipelines(tx)).length === 0) createDefaultPipeline(tx)
  })
})

afterAll(async () => {
  await db?.pool.end()
  await database?.drop()
})

describe('convertLead', () => {
  test('makes customer, contact and deal of one thread; what was heard and agreed goes along', async () => {
    const next = soon(20)
    const id = await followed(
      ann,
      {
        name: '傅慧琳',
        company: '霁川调味品有限公司',
        phone: '13800138000',
        title: '采购经理',
        need: '包装线',
        region: '宜兴市',
        address: '㳇路1号',
      },
      { needs: [{ text: '60 包/分' }], promises: [{ what: '周五报价' }], nextStep: '量尺寸', nextStepAt: next },
    )
    const folder = await mkdtemp(join(tmpdir(), 'baton-card-'))
    for (const [fileName, kind] of [
      ['card.vcf', 'card'],
      ['offer.txt', undefined],
    ] as const) {
      const file = { fileName, type: 'text/plain', bytes: Buffer.from(`BEGIN:VCARD ${fileName}`) }
      await write(ann, tx => addFile(tx, ann, folder, { entity: 'lead', recordId: id, kind, file }))
    }
    const made = await convert(ann, id)
    // the card goes along with the person, what else hangs on the lead stays there
    const filesOf = (entity: string, recordId: string) =>
      write(ann, tx => listFiles(tx, ann, { entity, recordId })).then(all => all.map(one => [one.name, one.kind]))
    expect(await filesOf('contact', made.contactId)).toEqual([['card.vcf', 'card']])
    expect(await filesOf('lead', id)).toHaveLength(2)
    expect(made.lead).toMatchObject({ state: 'converted', ...{ customerId: made.customerId, dealId: made.dealId } })
    const deal = await write(ann, tx => getDeal(tx, ann, made.dealId))
    expect(deal).toMatchObject({
      name: '霁川调味品有限公司 · 包装线',
      customerName: '霁川调味品有限公司',
      contactName: '傅慧琳',
      threadId: made.lead.threadId,
      ownerId: ann.userId,
      nextStep: '量尺寸',
      nextStepAt: next,
    })
    expect(await write(ann, tx => needsOf(tx, made.dealId))).toMatchObject([{ text: '60 包/分', leadId: id }])
    expect(await write(ann, tx => promisesOf(tx, made.dealId))).toMatchObject([{ what: '周五报价' }])
    expect(await count('thread_link', 'thread_id', made.lead.threadId)).toBeGreaterThanOrEqual(2)
    const { items } = await write(ann, tx => readTimeline(tx, ann, { entity: 'deal', id: made.dealId }))
    expect(items.map(one => one.kind)).toEqual(
      expect.arrayContaining(['followup.logged', 'lead.converted', 'deal.created']),
    )
    const customer = await write(ann, tx => getCustomer(tx, ann, made.customerId))
    expect(customer).toMatchObject({ openDeals: 1, life: 'intent', region: '江苏省无锡市宜兴市', address: '㳇路1号' })
    expect(customer.lastFollowupAt).not.toBe(null)
    const rings = await write(ann, tx => dueReminders(tx, ann, soon(99)))
    expect(rings.filter(one => one.text === '量尺寸').map(one => one.subjectEntity)).toEqual(['deal'])
    const home = await write(ann, tx => readHome(tx, ann))
    const lines = home.groups.flatMap(group => group.lines).filter(line => line.text === '量尺寸')
    expect(lines).toMatchObject([{ entity: 'deal', recordId: made.dealId, who: '霁川调味品有限公司' }])
  })

  test('two people converting one lead at once make one deal, and both are told of it', async () => {
    const id = await followed(ann, { name: 'Race', company: 'Race Ltd' })
    const both = await Promise.all([convert(ann, id), convert(max, id), convert(ann, id)])
    expect(new Set(both.map(one => one.dealId)).size).toBe(1)
    expect(await count('deals', 'customer_id', both[0]?.customerId ?? '')).toBe(1)
    expect(db.counters.retries).toBe(0)
  })

  test('a retry answers what the first one made', async () => {
    const id = await followed(ann, { name: 'Again' })
    const first = await convert(ann, id)
    expect(await convert(ann, id)).toEqual(first)
  })

  test('C104 a known customer is shown first and used; its contact stays one', async () => {
    const customer = await write(ann, tx => createCustomer(tx, ann, { name: '筠石新材有限公司' }))
    const contact = await write(ann, tx =>
      createContact(tx, ann, { customerId: customer.id, name: '严工', phone: '139 1111 2222' }),
    )
    const id = await followed(ann, { name: '严', company: '筠石新材有限公司', phone: '13911112222', email: 'yan@x.cn' })
    const preview = await write(ann, tx => convertLeadHandlers.preview(tx, ann, { id }))
    expect(preview).toMatchObject({
      customers: [{ id: customer.id, why: 'name', mayUse: true }],
      contacts: [{ id: contact.id, customerId: customer.id, why: 'phone' }],
      reasons: [],
    })
    await expect(convert(ann, id)).rejects.toMatchObject({ reasons: [{ key: 'convertLead.chooseCustomer' }] })
    const made = await convert(ann, id, { customerId: customer.id })
    expect(made).toMatchObject({ customerId: customer.id, contactId: contact.id })
    expect(await write(ann, tx => contactsOf(tx, customer.id))).toHaveLength(1)
  })

  test('a twin is made only when it is said to be new', async () => {
    await write(ann, tx => createCustomer(tx, ann, { name: '同名公司' }))
    const id = await followed(ann, { name: '甲', company: '同名公司' })
    const made = await convert(ann, id, { newCustomer: true, customerName: '同名公司 (二部)' })
    expect((await write(ann, tx => getCustomer(tx, ann, made.customerId))).name).toBe('同名公司 (二部)')
  })

  test('a customer out of reach is named without its facts and cannot be taken', async () => {
    const hidden = await write(max, tx => createCustomer(tx, max, { name: '别人的公司', phone: '010-62345678' }))
    const id = await followed(ann, { name: '乙', company: '别人的公司' })
    const { customers } = await write(ann, tx => convertLeadHandlers.preview(tx, ann, { id }))
    expect(customers).toMatchObject([{ id: hidden.id, mayUse: false, phone: null }])
    await expect(convert(ann, id, { customerId: hidden.id })).rejects.toMatchObject({ kind: 'invalid' })
    expect(await count('deals', 'customer_id', hidden.id)).toBe(0)
  })

  test('not before it was followed; afterwards it takes notes and nothing else', async () => {
    const fresh = await write(ann, tx => createLead(tx, ann, { name: 'Fresh' }))
    await expect(convert(ann, fresh.id)).rejects.toMatchObject({ reasons: [{ key: 'lead.notFollowed' }] })
    const id = await followed(ann, { name: 'Closed' })
    await convert(ann, id)
    const closed = { reasons: [{ key: 'lead.closed' }] }
    await expect(write(ann, tx => editLead(tx, ann, id, { name: 'x' }))).rejects.toMatchObject(closed)
    const about = { subjectEntity: 'lead', subjectId: id, content: 'x' } as const
    await expect(write(ann, tx => logFollowup(tx, ann, { ...about, kind: 'call' }))).rejects.toMatchObject(closed)
    expect(await write(ann, tx => logFollowup(tx, ann, { ...about, kind: 'note' }))).toMatchObject({ kind: 'note' })
    expect(await write(ann, tx => leadOffers(tx, ann, id))).toEqual([])
    await expect(write(max, tx => convertLead(tx, { ...max, grants: {} }, id, {}))).rejects.toMatchObject({
      kind: 'missing',
    })
  })
})
