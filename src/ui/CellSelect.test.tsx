import { act } from 'react'
import { expect, test } from 'vitest'
import { draw } from '#test/page.tsx'
import { CellSelect } from './CellSelect.tsx'

const choices = ['none', 'own', 'all'].map(value => ({ value, text: value }))

test('a cell holds what is chosen, and all there is once somebody comes near', async () => {
  const chosen: string[] = []
  const { body } = await draw(
    <CellSelect label="Read" value="own" choices={choices} onChange={one => chosen.push(one)} />,
  )
  const select = body.querySelector('select')
  if (!select) throw new Error('no cell')
  const shown = () => [...select.options].map(one => one.value)
  expect([select.value, shown()]).toEqual(['own', ['own']])
  await act(async () => select.focus())
  expect([select.value, shown()]).toEqual(['own', ['none', 'own', 'all']])
  await act(async () => {
    select.value = 'all'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  expect(chosen).toEqual(['all'])
})
