import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Entity, Field } from '#meta/entity.ts'
import type { NewChoice, NewView, View, ViewEdit, Views } from '#meta/view.schema.ts'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, key, press, settle, submit, type, until } from '#test/page.tsx'
import { RecordList } from './RecordList.tsx'
import { SessionProvider } from './useSession.tsx'

const fields: Field[] = ['name', 'state', 'amount'].map(key => ({
  key,
  kind: 'text',
  label: { en: key, zh: key },
  filter: true,
  sort: true,
}))
const label = { en: 'Order', zh: '订单' }
const entity: Entity = {
  key: 'order',
  label,
  plural: label,
  path: '/orders',
  title: 'name',
  fields,
  columns: ['name', 'amount', 'state'],
  form: [],
}
const open: View = {
  id: 'v1',
  version: 1,
  entity: 'order',
  name: 'Open ones',
  shared: false,
  kind: 'table',
  q: '',
  filter: { all: [{ field: 'state', op: 'is', value: 'open' }] },
  sort: '-amount',
  columns: [],
  dropped: 0,
}
const team: View = { ...open, id: 'v2', name: 'Team', shared: true, filter: null, sort: 'name', dropped: 2 }

let server: Views
let asked: Asked[]

/** A server that keeps what it is given. */
function serve(items: View[], choice: Views['choice'] = { viewId: null, columns: [] }) {
  server = { items, choice }
  asked = answers({
    'GET /views': () => server,
    'POST /views': ({ body }) => {
      const view = { ...open, ...(body as NewView), id: `made${server.items.length}` } // what the page sends
      if (server.items.some(one => one.name === view.name)) throw taken
      server.items = [...server.items, view]
      return view
    },
    'PATCH /views/v1': ({ body }) => edit('v1', body as ViewEdit), // what the page sends
    'DELETE /views/v1': () => {
      server.items = server.items.filter(one => one.id !== 'v1')
      return {}
    },
    'PUT /views/order': ({ body }) => {
      const ids = (body as { ids: string[] }).ids // what the page sends
      server.items = ids.flatMap(id => server.items.filter(one => one.id === id))
      return server
    },
    'PUT /views/choice': ({ body }) => {
      const { entity: _, ...given } = body as NewChoice // what the page sends
      server.choice = { ...server.choice, ...given }
      return server.choice
    },
  })
}
const taken = { status: 409, body: { reasons: [{ key: 'view.nameTaken', path: 'name' }] } }
function edit(id: string, change: ViewEdit): View {
  server.items = server.items.map(one => (one.id === id ? { ...one, ...change, version: one.version + 1 } : one))
  const found = server.items.find(one => one.id === id)
  if (!found) throw taken
  return found
}

const session = {
  userId: 'u1',
  name: 'Ann',
  lang: 'en' as const,
  roles: [],
  grants: { 'view.share': 'all' as const },
  org: { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const loaded: object[] = []
const list = (share = true) => (
  <SessionProvider value={{ ...session, grants: share ? session.grants : {} }}>
    <RecordList
      entity={entity}
      href={row => `/orders/${row.id}`}
      load={async query => {
        loaded.push(query)
        return { items: [{ id: 'r1', name: 'One' }], nextCursor: null }
      }}
      views={[
        { label: 'All', search: '' },
        { label: 'By name', search: 'sort=name' },
      ]}
      empty={{ title: 'None' }}
    />
  </SessionProvider>
)
const texts = { 'view.nameTaken': { en: 'This name is taken.', zh: '' } }
const see = async (at: string, share = true) => {
  const page = await draw(list(share), { at, texts })
  const shown = () => [...page.body.querySelectorAll('.views .seg button')].map(one => one.textContent)
  await until(() => server.items.every(view => shown().includes(view.name)) && loaded.length > 0)
  await settle()
  return page
}
const pressed = (body: HTMLElement) => body.querySelector('.views [aria-pressed="true"]')?.textContent
const menu = async (body: HTMLElement, name: string, entry: string) => {
  await press(button(body, `View ${name}`))
  await settle(60)
  const found = [...document.querySelectorAll('.ant-dropdown-menu-item')].find(one => one.textContent === entry)
  await press(found)
  await settle(60)
}
const entries = () => [...document.querySelectorAll('.ant-dropdown-menu-item')].map(one => one.textContent)
const viewAt =
  '/orders?view=v1&filter=%7B%22all%22%3A%5B%7B%22field%22%3A%22state%22%2C%22op%22%3A%22is%22%2C%22value%22%3A%22open%22%7D%5D%7D&sort=-amount'

beforeEach(() => {
  loaded.length = 0
  serve([open, team])
})
afterEach(() => localStorage.clear())

describe('views', () => {
  test('stand as tabs, and one press puts the whole state into the address', async () => {
    const { body, href } = await see('/orders')
    expect([...body.querySelectorAll('.views .seg button')].map(one => one.textContent)).toEqual([
      'All',
      'By name',
      'Open ones',
      'Team',
    ])
    expect(pressed(body)).toBe('All')
    await press(button(body, 'Open ones'))
    expect(href()).toBe(viewAt)
    expect(pressed(body)).toBe('Open ones')
    expect(loaded.at(-1)).toMatchObject({ filter: JSON.stringify(open.filter), sort: '-amount' })
    await press(button(body, 'By name'))
    expect(href()).toBe('/orders?sort=name')
  })

  test('the address wins over the view: it says that it differs, and is saved, kept apart or taken back', async () => {
    const { body, href } = await see(`${viewAt}&q=acme`)
    expect(loaded.at(-1)).toMatchObject({ q: 'acme' })
    expect(pressed(body)).toBe('Open ones')
    expect(body.querySelector('.views .dot')?.getAttribute('aria-label')).toBe('changed, not saved')
    await press(button(body, 'Reset'))
    expect(href()).toBe(viewAt)
    expect(body.querySelector('.views .dot')).toBeNull()
    await press(button(body, 'name'))
    await press(button(body, 'Save'))
    expect(asked.find(one => one.route === 'PATCH /views/v1')?.body).toMatchObject({
      version: 1,
      sort: 'name',
      filter: open.filter,
    })
    expect(body.querySelector('.views .dot')).toBeNull()
  })

  test('what is on the screen is kept under a name; one that is taken is said at the field', async () => {
    const { body, href } = await see('/orders?q=acme')
    await press(button(body, 'Save as view'))
    await type(body.querySelector('input[name="name"]'), 'Team')
    await submit(body.querySelector('form.leaf'))
    expect(body.querySelector('.leaf [role="alert"]')?.textContent).toBe('This name is taken.')
    await type(body.querySelector('input[name="name"]'), 'Acme only')
    await submit(body.querySelector('form.leaf'))
    await settle(60)
    expect(asked.filter(one => one.route === 'POST /views').at(-1)?.body).toEqual({
      entity: 'order',
      name: 'Acme only',
      shared: false,
      kind: 'table',
      q: 'acme',
      filter: null,
      sort: '',
      columns: [],
    })
    expect(pressed(body)).toBe('Acme only')
    expect(href()).toBe('/orders?view=made2&q=acme')
  })

  test('are renamed, moved, made the beginning and deleted from their menu', async () => {
    serve([open, { ...open, id: 'v3', name: 'Third' }])
    const { body, href } = await see(viewAt)
    await menu(body, 'Open ones', 'Move to the back')
    expect(asked.find(one => one.route === 'PUT /views/order')?.body).toEqual({
      entity: 'order',
      shared: false,
      ids: ['v3', 'v1'],
    })
    await menu(body, 'Open ones', 'Open this list with it')
    expect(server.choice.viewId).toBe('v1')
    await menu(body, 'Open ones', 'Rename…')
    await type(document.querySelector('.ant-modal input[name="name"]'), 'Closed ones')
    await submit(document.querySelector('.ant-modal form'))
    expect(pressed(body)).toBe('Closed ones')
    await menu(body, 'Closed ones', 'Delete')
    await press([...document.querySelectorAll('.ant-modal-footer button')].at(-1))
    await settle(60)
    expect(server.items.map(view => view.id)).toEqual(['v3'])
    expect(href()).toBe('/orders')
  })

  test('everybody’s can be changed only by whoever may share', async () => {
    const { body } = await see('/orders?view=v2&sort=-name', false)
    expect(body.querySelector('.views .dot')).not.toBeNull()
    expect([...body.querySelectorAll('.views > .btn')].map(one => one.textContent)).toEqual(['', 'Save as…', 'Reset'])
    await press(button(body, 'View Team'))
    await settle(60)
    expect(entries()).toEqual(['Reset', 'Save as…', 'Open this list with it'])
  })

  test('what a view lost because of rights or hidden fields is said', async () => {
    expect((await see('/orders?view=v2&sort=name')).body.querySelector('.note')?.textContent).toContain(
      '2 parts of this view were left out',
    )
  })
})

describe('a list begins', () => {
  test('with the view that the person chose, when its bare address is opened', async () => {
    serve([open, team], { viewId: 'v1', columns: [] })
    const { body, href } = await see('/orders')
    expect(href()).toBe(viewAt)
    expect(pressed(body)).toBe('Open ones')
    await press(button(body, 'All'))
    expect(href()).toBe('/orders?view=all')
    expect(pressed(body)).toBe('All')
  })

  test('but an address that says something is left as it is', async () => {
    serve([open], { viewId: 'v1', columns: [] })
    expect((await see('/orders?q=x')).href()).toBe('/orders?q=x')
    document.body.innerHTML = ''
    const { href, body } = await see('/orders?view=all')
    expect([href(), pressed(body)]).toEqual(['/orders?view=all', 'All'])
  })

  test('clearing what was narrowed does not jump back to it', async () => {
    serve([open], { viewId: 'v1', columns: [] })
    const { body, href } = await see('/orders?q=x')
    await press(button(body, 'Clear all'))
    expect(href()).toBe('/orders')
  })

  test('with the columns the person chose, kept for every device', async () => {
    serve([], { viewId: null, columns: [{ key: 'state' }, { key: 'name', width: 300 }] })
    const { body } = await see('/orders')
    expect([...body.querySelectorAll('th')].map(one => one.textContent)).toEqual(['state', 'name'])
    await press(button(body, 'Columns'))
    await settle(60)
    await press(document.querySelector('.colpick li input'))
    expect(server.choice.columns).toEqual([{ key: 'name', width: 300 }])
    expect([...body.querySelectorAll('th')].map(one => one.textContent)).toEqual(['name'])
  })
})

describe('a column', () => {
  const head = (body: HTMLElement, name: string) => [...body.querySelectorAll('th')].find(th => th.textContent === name)

  test('is made wider by keys, for this person on every device', async () => {
    serve([])
    const { body, href } = await see('/orders')
    await key(head(body, 'amount'), 'ArrowRight', { altKey: true })
    await settle()
    expect(server.choice.columns).toEqual([{ key: 'name' }, { key: 'amount', width: 184 }, { key: 'state' }])
    expect(href()).toBe('/orders')
  })

  test('of a view is kept with the view: the address takes it, and it shows as a change', async () => {
    const { body, href } = await see(viewAt)
    await key(head(body, 'state'), 'ArrowLeft', { altKey: true })
    expect(new URLSearchParams(href().split('?')[1]).get('columns')).toBe('name,amount,state.152')
    expect(body.querySelector('.views .dot')).not.toBeNull()
    expect(server.choice.columns).toEqual([])
  })
})

test('views and columns that lay on the device go to the server once', async () => {
  localStorage.setItem(
    'baton.views.order',
    JSON.stringify([
      { label: 'Old one', search: 'q=acme&columns=name,gone' },
      { label: 'Team', search: '' },
    ]),
  )
  localStorage.setItem('baton.columns.order', 'state,gone')
  const { body } = await see('/orders')
  await settle(60)
  expect(asked.filter(one => one.route === 'POST /views').map(one => one.body)).toMatchObject([
    { name: 'Old one', q: 'acme', columns: [{ key: 'name' }] },
    { name: 'Team' },
  ])
  expect(server.choice.columns).toEqual([{ key: 'state' }])
  expect(button(body, 'Old one')).toBeTruthy()
  expect(localStorage.length).toBe(0)
})
