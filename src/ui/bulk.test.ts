import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { endpoint, Id, moves, OneOf, shape, Text } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { deedsOf } from './bulk.ts'

const label = { en: 'Order', zh: '订单' }
const entity: Entity = {
  key: 'order',
  label,
  plural: label,
  path: '/orders',
  title: 'name',
  columns: [],
  form: [],
  fields: [
    { key: 'ownerId', kind: 'user', label },
    { key: 'stageId', kind: 'reference', refEntity: 'stage', label },
    {
      key: 'state',
      kind: 'choice',
      label,
      choices: ['active', 'inactive', 'derived'].map(value => ({ value, label: { en: value, zh: value } })),
    },
  ],
}
const flow = { hold: { from: ['active'], may: 'order.hold' }, assign: { from: ['active'], may: 'order.assign' } }
const api = {
  ...moves('/orders/:id/moves', { ...flow, place: { may: 'order.hold' }, cancel: { may: 'order.cancel' } }, shape({}), {
    assign: shape({ ownerId: Id, note: Type.Optional(Text(9)) }),
    place: shape({ stageId: Id }),
    cancel: shape({ reason: Text(9, 1) }),
  }),
  preview: endpoint({
    method: 'POST',
    path: '/orders/:id/moves/hold/preview',
    mode: 'read',
    access: 'order.hold',
    reply: shape({}),
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/orders/:id',
    mode: 'write',
    access: 'order.edit',
    body: shape({ ownerId: Type.Optional(Id), state: Type.Optional(OneOf(['active', 'inactive'])) }),
    reply: shape({}),
  }),
  remove: endpoint({ method: 'DELETE', path: '/orders/:id', mode: 'write', access: 'order.delete', reply: shape({}) }),
}
const deeds = (...may: string[]) => deedsOf(entity, { apis: [api], flow }, one => may.includes(one))
const everything = () => deeds('order.hold', 'order.assign', 'order.cancel', 'order.edit', 'order.delete')

test('what is offered for many follows from the endpoints, in the order of the flow, and from what the person may', () => {
  expect(everything().map(deed => deed.key)).toEqual([
    'hold',
    'assign',
    'cancel',
    'owner',
    'state:active',
    'state:inactive',
    'delete',
  ])
  expect(deeds('order.hold').map(deed => deed.key)).toEqual(['hold'])
  expect(deeds('order.edit').map(deed => deed.key)).toEqual(['state:active', 'state:inactive'])
  expect(deeds()).toEqual([])
})

test('a move asks for the fields that its body needs; one that needs more is done on its page', () => {
  const asked = Object.fromEntries(everything().map(deed => [deed.key, deed.asks.map(field => field.key)]))
  expect(asked).toMatchObject({ hold: [], assign: ['ownerId'], cancel: ['reason'], owner: ['ownerId'], delete: [] })
  expect(asked).not.toHaveProperty('place')
})

test('each row of the batch is the single request', () => {
  const rows = Object.fromEntries(
    everything().map(deed => [deed.key, deed.rowFor('order', 'x', { ownerId: 'u', reason: 'r' })]),
  )
  expect(rows.hold).toEqual({ entity: 'order', do: 'move', id: 'x', move: 'hold' })
  expect(rows.cancel).toMatchObject({ do: 'move', move: 'cancel', input: { reason: 'r' } })
  expect(rows['state:inactive']).toEqual({ entity: 'order', do: 'edit', id: 'x', input: { state: 'inactive' } })
  expect(rows.delete).toEqual({ entity: 'order', do: 'delete', id: 'x' })
})

test('only what suits one of the chosen rows is offered', () => {
  const fitting = (state: string) =>
    everything()
      .filter(deed => deed.suits({ state }))
      .map(deed => deed.key)
  expect(fitting('active')).not.toContain('state:active')
  expect(fitting('closed')).not.toContain('hold')
  expect(fitting('closed')).toContain('cancel')
})
