import { expect, test } from 'vitest'
import { draw } from '#test/page.tsx'
import { PageTop } from './PageTop.tsx'

test('the way back is a link once it has a name; nobody meets a link without words', async () => {
  const links = async (label: string) => {
    const { body } = await draw(<PageTop title="Statement" back={{ label, href: '/customers/1' }} />)
    return [...body.querySelectorAll('a')].map(one => one.textContent || one.getAttribute('aria-label'))
  }
  expect((await links('Acme')).toSorted()).toEqual(['Acme', 'Back'])
  document.body.replaceChildren()
  expect(await links('')).toEqual(['Back'])
})
