// @vitest-environment jsdom
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { button, draw, press, type } from '#test/page.tsx'
import type { ApprovalWhen, Policy } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'
import { PolicyWhen } from './PolicyWhen.tsx'

const facts: Policy['facts'] = [
  { key: 'marginPercent', kind: 'percent' },
  { key: 'gross', kind: 'money' },
  { key: 'belowFloor', kind: 'yesNo' },
]
const told = vi.fn()
function Page({ first, known = facts }: { first: ApprovalWhen[]; known?: Policy['facts'] }) {
  const [when, setWhen] = useState(first)
  const change = (next: ApprovalWhen[]) => {
    told(next)
    setWhen(next)
  }
  return <PolicyWhen facts={known} when={when} onChange={change} />
}
const page = async (first: ApprovalWhen[] = [], known = facts) =>
  (await draw(<Page first={first} known={known} />, { texts: approvalText })).body
const choose = async (select: Element | null | undefined, value: string) => {
  if (!(select instanceof HTMLSelectElement)) throw new Error('no such choice')
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await press(null).catch(() => undefined)
}

test('without conditions a step is always asked; the first looks for little margin', async () => {
  const body = await page()
  expect(body.querySelector('legend')?.textContent).toBe(approvalText['approval.always'].en)
  await press(button(body, approvalText['approval.addWhen'].en))
  expect(told).toHaveBeenLastCalledWith([{ fact: 'marginPercent', op: 'lt', value: '' }])
  expect(body.querySelector('legend')?.textContent).toBe(approvalText['approval.when'].en)
})

test('a value is typed as people type it, full-width or not', async () => {
  const body = await page([{ fact: 'gross', op: 'gt', value: '' }])
  await type(body.querySelector('input'), '５０００ ')
  expect(told).toHaveBeenLastCalledWith([{ fact: 'gross', op: 'gt', value: '5000' }])
})

test('a fact of yes or no asks for no value, another one begins anew', async () => {
  const body = await page([{ fact: 'gross', op: 'lte', value: '8' }])
  await choose(body.querySelector('select'), 'belowFloor')
  expect(told).toHaveBeenLastCalledWith([{ fact: 'belowFloor', op: 'is' }])
  expect(body.querySelector('input')).toBeNull()
  await choose(body.querySelector('select'), 'gross')
  expect(told).toHaveBeenLastCalledWith([{ fact: 'gross', op: 'gt', value: '' }])
})

test('a condition is taken away by its place; where a record tells nothing none is offered', async () => {
  const body = await page([
    { fact: 'gross', op: 'gt', value: '1' },
    { fact: 'belowFloor', op: 'is' },
  ])
  await press(body.querySelector(`[aria-label="${approvalText['approval.removeWhen'].en}"]`))
  expect(told).toHaveBeenLastCalledWith([{ fact: 'belowFloor', op: 'is' }])
})

test('where a record tells nothing there is nothing to ask of it', async () => {
  const body = await page([], [])
  expect(body.querySelector('button')).toBeNull()
})
