import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#test/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t?.close())

test('the description is valid OpenAPI 3.1 and covers every route that is mounted', async () => {
  const { status, body } = await t.as('olivia').get('/openapi.json')
  expect(status).toBe(200)
  const validator = new Validator()
  const result = await validator.validate(structuredClone(body))
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
  const paths = body.paths as Record<string, Record<string, { operationId: string }>> // just validated as OpenAPI
  const missing = t.app.baton.rows.filter(
    ({ row }) => !paths[row.path.replace(/:(\w+)/g, '{$1}')]?.[row.method.toLowerCase()],
  )
  expect(missing.map(({ row }) => `${row.method} ${row.path}`)).toEqual([])
  const ids = Object.values(paths).flatMap(path => Object.values(path).map(operation => operation.operationId))
  expect(new Set(ids).size).toBe(ids.length)
})

test('an own field is described to its own company only', async () => {
  const label = { en: 'Wedding day', zh: '婚期' }
  await t.as('olivia').post('/fields', { entity: 'customer', key: 'weddingDay', label, kind: 'date' })
  const described = async (who: 'olivia' | 'gus') =>
    JSON.stringify((await t.as(who).get('/openapi.json')).body).includes('"weddingDay"')
  expect([await described('olivia'), await described('gus')]).toEqual([true, false])
})

test('nobody reads it without signing in', async () => {
  expect((await t.with({}).get('/openapi.json')).status).toBe(401)
})
