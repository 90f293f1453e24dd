import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
let leadId = ''
beforeAll(async () => {
  t = await testApp()
  leadId = String((await t.as('ann').post('/leads', { name: '王先生', company: 'Falcon' })).body.id)
})
afterAll(() => t?.close())

const log = (mentions: string[], more: object = {}) =>
  t.as('ann').post('/followups', {
    subjectEntity: 'lead',
    subjectId: leadId,
    kind: 'call',
    content: '价格 @Max',
    mentions,
    ...more,
  })
const told = async (who: 'ann' | 'max' | 'olivia') => {
  const { items } = (await t.as(who).get('/notices')).body
  return (Array.isArray(items) ? items : []).map(Object).filter(one => one.kind === 'mentioned')
}

test('only who may see the record can be named, and nobody names themselves', async () => {
  const { body } = await t.as('ann').get(`/mentionable?entity=lead&id=${leadId}`)
  expect(body.items).toMatchObject([{ name: 'Max' }, { name: 'Olivia' }])
  expect((await t.as('wei').get(`/mentionable?entity=lead&id=${leadId}`)).status).toBe(404)
  const { max, wei } = t.world.ids
  const refused = await log([max, wei, t.world.ids.gus])
  expect(refused).toMatchObject({
    status: 422,
    body: {
      reasons: [
        { key: 'followup.cannotSee', path: 'mentions.1' },
        { key: 'followup.cannotSee', path: 'mentions.2' },
      ],
    },
  })
  expect(await told('max')).toEqual([])
})

test('who is named is told once, with what was said and where', async () => {
  const { max, ann } = t.world.ids
  expect((await log([max, max, ann])).status).toBe(201)
  expect(await told('max')).toMatchObject([
    { entity: 'lead', recordId: leadId, values: { by: 'Ann', name: '王先生', text: '价格 @Max' } },
  ])
  expect(await told('ann')).toEqual([])
  expect(await told('olivia')).toEqual([])
})
