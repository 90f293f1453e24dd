import { expect, test } from 'vitest'
import { draw } from '#test/page.tsx'
import { steps } from './steps.ts'
import { type Leg, ThreadStrip } from './ThreadStrip.tsx'

const legs: Leg[] = steps.map((step, at) => ({ step, state: at < 6 ? 'done' : 'wait', href: `/${step}` }))
const withBall = (...balls: Leg[]): Leg[] => legs.map(leg => balls.find(ball => ball.step === leg.step) ?? leg)
const supply: Leg = {
  step: 'supply',
  state: 'here',
  holder: { name: 'Wei', role: 'buying' },
  clock: { used: 80, left: '1 d left' },
  meta: 'sealer due 13 Jun',
}

test('the strip is a list of eleven steps in a named navigation, and one is current', async () => {
  const { body } = await draw(<ThreadStrip legs={withBall(supply)} />)
  const nav = body.querySelector('nav[aria-label="Thread"]')
  expect([...(nav?.querySelectorAll('ol > li .name') ?? [])].map(one => one.textContent)).toEqual([
    'Lead',
    'Deal',
    'Quote',
    'Contract',
    'Hand-off',
    'Order',
    'Supply',
    'Ship',
    'Invoice',
    'Cash',
    'Service',
  ])
  expect(
    [...(nav?.querySelectorAll('li[aria-current="step"]') ?? [])].map(one => one.querySelector('.name')?.textContent),
  ).toEqual(['Supply'])
})

test('billing stands before collection', () => {
  expect(steps.indexOf('invoice')).toBeLessThan(steps.indexOf('collection'))
})

test('the leg with the ball names its holder and the time left; the folded strip says it as a sentence in both languages', async () => {
  const english = await draw(<ThreadStrip legs={withBall(supply)} />)
  expect(english.body.querySelector('.ball')?.textContent).toContain('Wei')
  expect(english.body.querySelector('.ball')?.textContent).toContain('1 d left')
  expect(english.body.querySelector('.say')?.textContent).toContain('Wei (buying) has the ball')
  document.body.innerHTML = ''
  const chinese = await draw(<ThreadStrip legs={withBall(supply)} />, { lang: 'zh' })
  expect(chinese.body.querySelector('.say')?.textContent).toContain('球在Wei（buying）手里')
})

test('with two balls the earliest is current, and both are shown', async () => {
  const { body } = await draw(
    <ThreadStrip
      legs={withBall(
        { step: 'invoice', state: 'here', holder: { name: 'Fay' } },
        { step: 'collection', state: 'here', holder: { name: 'Ann' } },
      )}
    />,
  )
  expect(body.querySelectorAll('.ball')).toHaveLength(2)
  expect(body.querySelector('[aria-current="step"] .name')?.textContent).toBe('Invoice')
})

test('late and part are said in words, not by colour alone', async () => {
  const { body } = await draw(
    <ThreadStrip
      legs={withBall(
        { step: 'collection', state: 'late', share: 46, meta: '3 d late' },
        { step: 'shipment', state: 'part', share: 58 },
      )}
    />,
  )
  expect(body.querySelector('.leg.late .vh')?.textContent).toBe('late')
  expect(body.querySelector('.leg.late .name')?.textContent).toContain('▲')
  expect(body.querySelector('.leg.part:not(.late) .vh')?.textContent).toBe('58% done')
  expect(body.querySelector('.say.late')?.textContent).toContain('Cash 3 d late')
})

test('nobody having the ball is said, too', async () => {
  const { body } = await draw(<ThreadStrip legs={legs} />)
  expect(body.querySelector('.say')?.textContent).toContain('Nobody has the ball')
})
