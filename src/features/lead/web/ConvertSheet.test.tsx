import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { registrationText } from '#features/registration/registration.text.ts'
import type { ConvertPreview } from '#journeys/convertLead.api.ts'
import { draw, press, settle, submit } from '#test/page.tsx'
import type { Lead } from '../lead.schema.ts'
import { leadText } from '../lead.text.ts'
import { ConvertSheet } from './ConvertSheet.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const never = {
  campaign: null,
  referredBy: null,
  referredByName: null,
  region: null,
  address: null,
  need: null,
  productLine: null,
  respondBy: null,
  invalidReason: null,
  convertedAt: null,
  customerId: null,
  customerName: null,
  contactId: null,
  contactName: null,
  dealId: null,
  nextStep: null,
  nextStepAt: null,
  poolId: null,
  pooledAt: null,
  poolLocked: false,
  deptId: null,
}
const now = '2026-06-11T02:00:00.000Z'
const lead: Lead = {
  ...never,
  id: id(1),
  version: 3,
  number: 'XS20260611-0001',
  name: '严工',
  company: '筠石新材',
  phone: '13911112222',
  email: null,
  title: null,
  source: null,
  state: 'following',
  assignedAt: now,
  firstFollowupAt: now,
  lastFollowupAt: now,
  threadId: id(2),
  ownerId: id(3),
  ownerName: 'Ann',
  createdAt: now,
  updatedAt: now,
  custom: {},
}
const suggested = { customerName: '筠石新材', contactName: '严工', dealName: '筠石新材' }
const mine = {
  id: id(4),
  name: '筠石新材有限公司',
  why: 'name' as const,
  level: 'A',
  phone: null,
  address: null,
  mayUse: true,
  held: [],
  problems: [],
}
const others = { ...mine, id: id(5), name: '别人的', mayUse: false }

let preview: ConvertPreview
let sent: unknown[] = []
beforeEach(() => {
  sent = []
  preview = { suggested, customers: [mine, others], contacts: [], held: [], problems: [], reasons: [] }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const question = url.endsWith('/preview')
    if (!question) sent.push(JSON.parse(String(init.body)))
    const body = question ? preview : { lead, customerId: id(4), contactId: id(6), dealId: id(7), held: [] }
    return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

const open = async () => {
  const drawn = await draw(<ConvertSheet lead={lead} onClose={() => undefined} />, {
    texts: { ...leadText, ...registrationText },
  })
  await settle(60)
  return drawn
}

test('the lead stands beside who it may be; the certain match is chosen, one of another person cannot be', async () => {
  const { body, href } = await open()
  const [first, second, fresh] = body.querySelectorAll<HTMLInputElement>('input[type=radio]')
  expect([first?.checked, second?.disabled, fresh?.checked]).toEqual([true, true, false])
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ version: 3, dealName: '筠石新材', customerId: id(4) }])
  expect(href()).toBe(`/deals/${id(7)}`)
})

test('a new customer is said to be new, under its own name', async () => {
  const { body } = await open()
  await press(body.querySelectorAll('input[type=radio]')[2])
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ version: 3, dealName: '筠石新材', newCustomer: true, customerName: '筠石新材' }])
})

test('whose registration the choice runs into is said with the choice', async () => {
  const by = (name: string) => ({ key: 'registration.held', values: { by: name, name: '筠石', until: '2026-12-31' } })
  preview = { ...preview, customers: [{ ...mine, held: [by('Bo')] }], held: [by('Cy')], problems: [by('Di')] }
  const { body } = await open()
  expect(body.querySelector('[role=alert]')?.textContent).toContain('Bo')
  await press(body.querySelectorAll('input[type=radio]')[1])
  const said = body.querySelector('[role=alert]')?.textContent
  expect([said?.includes('Di'), said?.includes('Cy')], 'where it is refused, what refuses it').toEqual([true, false])
})

test('what forbids it is said instead of a form', async () => {
  preview = { ...preview, reasons: [{ key: 'lead.notFollowed' }] }
  const { body } = await open()
  expect(body.textContent).toContain('Log a first follow-up')
  expect(body.querySelector('form')).toBe(null)
})
