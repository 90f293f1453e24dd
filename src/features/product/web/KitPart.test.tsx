// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, type } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { kitText } from '../kit.text.ts'
import type { Product } from '../product.schema.ts'
import { productText } from '../product.text.ts'
import { KitPart } from './KitPart.tsx'

afterEach(() => vi.unstubAllGlobals())

const org = { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' }
const session: Session = { userId: 'a', name: 'Max', lang: 'en', roles: [], grants: { 'product.edit': 'all' }, org }
const part = {
  productId: 'p1',
  code: 'P-1',
  name: '封口机',
  spec: null,
  kind: 'goods',
  fulfil: 'ship',
  stockKept: true,
  unit: '台',
  qty: '2',
}
// the part reads no more of a product than this
const kit = { id: 'k', version: 3, kind: 'kit', name: '产线', unit: '套', parts: [part] } as unknown as Product

async function page(product: Product, who: Session = session) {
  const sent: { path: string; body: unknown }[] = []
  let answer = new Response('{}')
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    sent.push({ path, body: init?.body ? JSON.parse(String(init.body)) : undefined })
    return answer.clone()
  })
  const texts = { ...productText, ...kitText }
  const { body } = await draw(
    <SessionProvider value={who}>
      <KitPart product={product} />
    </SessionProvider>,
    { texts },
  )
  await settle()
  return { body, sent, answers: (next: Response) => (answer = next) }
}
test('a kit says what one of it consists of', async () => {
  const { body } = await page(kit)
  expect(body.textContent).toContain('封口机 P-1 × 2 台')
})

test('parts are counted and sent by id with the version that was read', async () => {
  const { body, sent } = await page(kit)
  await press(button(body, 'Edit'))
  await type(body.querySelector('input[aria-label="Quantity of 封口机"]'), '3')
  await press(button(body, 'Save'))
  expect(sent.at(-1)).toMatchObject({
    path: expect.stringContaining('/products/k'),
    body: { version: 3, parts: [{ productId: 'p1', qty: '3' }] },
  })
})

test('a refusal stands above the parts with its reason', async () => {
  const { body, answers } = await page(kit)
  answers(
    new Response(JSON.stringify({ reasons: [{ key: 'kit.itself', path: 'parts.0.productId' }] }), { status: 422 }),
  )
  await press(button(body, 'Edit'))
  await press(button(body, 'Save'))
  expect(document.body.textContent).toContain(kitText['kit.itself'].en)
})

test('without parts it says so, and who may not edit is offered nothing', async () => {
  const { body } = await page({ ...kit, parts: [] }, { ...session, grants: {} })
  expect(body.textContent).toContain(kitText['kit.noParts'].en)
  expect(body.querySelector('button')).toBeNull()
})
