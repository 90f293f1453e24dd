import { expect, test } from 'vitest'
import { draw, press } from '#test/page.tsx'
import { LinesClash } from './LinesClash.tsx'
import { uiText } from './ui.text.ts'

const line = (name: string, unitQty: string) => ({ name, unit: '台', unitQty, price: '100', discountValue: null })

test('C128 two people’s lines: only what theirs say otherwise is shown, and one chooses whose shall stay', async () => {
  const chosen: string[] = []
  const { body } = await draw(
    <LinesClash
      mine={[line('装盒机', '7'), line('理瓶机', '1')]}
      theirs={[line('装盒机', '3'), line('理瓶机', '1')]}
      onMine={() => chosen.push('mine')}
      onTheirs={() => chosen.push('theirs')}
    />,
    { texts: uiText },
  )
  expect([...body.querySelectorAll('li')].map(one => one.textContent)).toEqual(['装盒机 3 台 × 100'])
  const [mine, theirs] = [...body.querySelectorAll('button')]
  await press(theirs)
  await press(mine)
  expect(chosen).toEqual(['theirs', 'mine'])
})
