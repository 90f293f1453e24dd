// One verdict on duplicates, whichever door a record comes through: form and interface, batch, cell, import, conversion.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'
import { csv, importer } from '#test/importing.ts'

let t: TestApp
type Body = Readonly<Record<string, unknown>>

beforeAll(async () => {
  t = await testApp()
  await t
    .as('olivia')
    .post('/customers', { name: '上海霁川调味品有限公司', phone: '021-6288 1234', email: 'hi@jichuan.cn' })
})
afterAll(() => t?.close())

const policy = (duplicates: 'advisory' | 'strict') => t.as('olivia').put('/duplicates/policy', { duplicates })
const whys = (body: Body) => (body.duplicates as { why: string }[]).map(one => one.why) // held to the schema
const keys = (body: Body) => (body.reasons as { key: string }[]).map(one => one.key) // every refusal has them

const alike: readonly [string, Body, string[]][] = [
  ['the phone, written otherwise', { name: 'Another Ltd', phone: '+86 (21) 62881234' }, ['phone']],
  ['the mail in capitals', { name: 'Third Ltd', email: 'HI@JiChuan.CN' }, ['email']],
  ['the name in another width', { name: '上海霁川调味品　有限公司' }, ['name']],
  ['a similar trade name', { name: '霁川调味品（上海）股份有限公司' }, ['company']],
  ['the same in another city', { name: '霁川调味品（广州）有限公司' }, []],
  ['a branch of it', { name: '上海霁川调味品有限公司苏州分公司' }, []],
]

describe('where duplicates are shown', () => {
  test.each(alike)('%s', async (_, body, found) => {
    const { name, phone, email } = body
    const like = { name, ...(phone !== undefined && { phone }), ...(email !== undefined && { email }) }
    const preview = await t.as('max').post('/customers/preview', like)
    expect(whys(preview.body)).toEqual(found)
    const made = await t.as('max').post('/customers', body)
    expect(made.status).toBe(201)
    expect(whys(made.body)).toEqual(found)
    const id = String(made.body.id)
    expect((await t.as('max').delete(`/customers/${id}`)).status).toBe(200)
    // a lead asks among customers too
    const lead = await t.as('max').post('/leads/preview', {
      company: name,
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
    })
    expect(whys(lead.body)).toEqual(found)
  })
})

test('a USCC is taken as it was copied, with spaces, dashes, in any width; what is none is refused as none', async () => {
  const post = (uscc: string) => t.as('max').post('/customers', { name: 'Copied Ltd', uscc })
  expect((await post(' 9133-0106 MA2B 5518 1Ｐ ')).body.uscc).toBe('91330106MA2B55181P')
  expect(keys((await post('9'.repeat(30))).body)).toEqual(['customer.badUscc'])
})

describe('where duplicates are refused, they are by every door', () => {
  const twin = { name: 'New Ltd', phone: '02162881234' }
  const other = { name: 'Quite Other Ltd' }

  test('who may say so', async () => {
    expect((await t.as('max').put('/duplicates/policy', { duplicates: 'strict' })).status).toBe(403)
    expect((await policy('strict')).body).toEqual({ duplicates: 'strict' })
  })

  test('form and interface', async () => {
    const refused = await t.as('max').post('/customers', twin)
    expect([refused.status, keys(refused.body)]).toEqual([409, ['customer.duplicate.phone']])
    const lead = await t.as('max').post('/leads', { name: 'Li', phone: '+86 21 6288-1234' })
    expect([lead.status, keys(lead.body)]).toEqual([409, ['lead.duplicate.phone']])
    expect((await t.as('max').post('/customers', { name: '霁川调味品（上海）股份有限公司' })).status).toBe(201)
  })

  test('batch', async () => {
    const rows = [twin, other].map(input => ({ entity: 'customer', do: 'create', input }))
    const { body } = await t.as('max').post('/batch', { mode: 'each', rows })
    const items = body.items as { ok: boolean; reasons?: { key: string }[] }[] // its schema
    expect(items.map(one => one.reasons?.[0]?.key ?? one.ok)).toEqual(['customer.duplicate.phone', true])
  })

  test('a cell that is edited; what stayed as it was is not asked again', async () => {
    const made = await t.as('max').post('/customers', { name: 'Cell Ltd' })
    const path = `/customers/${String(made.body.id)}`
    const refused = await t.as('max').patch(path, { phone: twin.phone })
    expect([refused.status, keys(refused.body)]).toEqual([409, ['customer.duplicate.phone']])
    expect(keys((await t.as('max').patch(path, { name: '上海霁川调味品有限公司' })).body)).toEqual([
      'customer.duplicate.name',
    ])
    expect((await t.as('max').patch(path, { region: '上海' })).status).toBe(200)
    const lead = await t.as('max').post('/leads', { name: 'Wu' })
    const edited = await t.as('max').patch(`/leads/${String(lead.body.id)}`, { email: 'HI@jichuan.cn' })
    expect([edited.status, keys(edited.body)]).toEqual([409, ['lead.duplicate.email']])
  })

  test('import', async () => {
    const { verdict, done } = await importer(t, 'max').bring(
      'customer',
      csv('name,phone', 'Fresh One,021 6288 1234', 'Fresh Two,13811112222', 'Fresh Three,+86 138-1111-2222'),
    )
    expect(done).toMatchObject({ rowsOk: 1, rowsRefused: 2 })
    expect(verdict.rows.map(row => row.reasons[0]?.key)).toEqual(['customer.duplicate.phone', 'exchange.twin'])
  })

  test('conversion of a lead', async () => {
    await policy('advisory')
    const lead = await t.as('max').post('/leads', { name: 'Lone', phone: twin.phone })
    const id = String(lead.body.id)
    await t.as('max').post('/followups', { subjectEntity: 'lead', subjectId: id, kind: 'call', content: 'x' })
    await policy('strict')
    const asked = await t.as('max').post(`/leads/${id}/moves/convert`, {})
    expect(keys(asked.body)).toEqual(['convertLead.chooseCustomer'])
    const forced = await t.as('max').post(`/leads/${id}/moves/convert`, { newCustomer: true })
    expect(keys(forced.body)).toEqual(['customer.duplicate.phone'])
  })

  test('contacts: twice with one company is refused, with two it is told', async () => {
    const a = String((await t.as('max').post('/customers', { name: 'First House' })).body.id)
    const b = String((await t.as('max').post('/customers', { name: 'Second House' })).body.id)
    const person = { name: 'Zhao', phone: '139 0000 5555' }
    expect((await t.as('max').post('/contacts', { ...person, customerId: a })).status).toBe(201)
    const again = await t.as('max').post('/contacts', { name: 'Zhao Wei', phone: '+8613900005555', customerId: a })
    expect([again.status, keys(again.body)]).toEqual([409, ['contact.duplicate.phone']])
    const elsewhere = await t.as('max').post('/contacts', { ...person, customerId: b })
    expect([elsewhere.status, whys(elsewhere.body)]).toEqual([201, ['phone']])
    expect(whys((await t.as('max').post('/contacts/preview', { phone: '13900005555' })).body)).toEqual([
      'phone',
      'phone',
    ])
  })

  test('the trash: what is there once more by now is not restored beside it', async () => {
    const as = t.as('olivia')
    const old = await as.post('/customers', { name: '旧客户 Ltd', phone: '021-6288 7777' })
    await as.delete(`/customers/${old.body.id}`)
    const next = await as.post('/customers', { name: '新客户 Ltd', phone: '02162887777' })
    const again = await as.post(`/customers/${old.body.id}/restore`)
    expect([again.status, keys(again.body)]).toEqual([409, ['customer.duplicate.phone']])
    await as.delete(`/customers/${next.body.id}`)
    expect((await as.post(`/customers/${old.body.id}/restore`)).status).toBe(201)
  })

  test('two people who write the same company at once make one', async () => {
    const both = await Promise.all(
      [1, 2, 3].map(() => t.as('max').post('/customers', { name: 'At Once Ltd', phone: '13712349999' })),
    )
    expect(both.map(one => one.status).toSorted()).toEqual([201, 409, 409])
  })
})

test('C106 what lies in the trash is no duplicate, and is found again when it is restored', async () => {
  await policy('strict')
  const made = await t.as('max').post('/customers', { name: 'Trashed Ltd', phone: '13655556666' })
  const path = `/customers/${String(made.body.id)}`
  await t.as('max').delete(path)
  const again = await t.as('max').post('/customers', { name: 'Trashed Ltd', phone: '13655556666' })
  expect(again.status).toBe(201)
  await policy('advisory')
})
