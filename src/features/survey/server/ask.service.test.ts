import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '#features/contact/server/create.service.ts'
import { openLink } from '#features/link/server/visit.service.ts'
import { type Mail, sendDueMails, sendLetter } from '#features/notice/server/mail.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { createTicket } from '#features/ticket/server/ticket.service.ts'
import { moveTicket } from '#features/ticket/server/ticketMove.service.ts'
import { closeTicket } from '#journeys/closeTicket.ts'
import { inOrg } from '#kernel/db.ts'
import { knockWith } from '#test/knock.ts'
import { type OrderWorld, openOrders, orderWorld, refused } from '#test/orderWorld.ts'
import { permissionRows } from '../../../app/server/permissions.ts'
import { mailSurvey, mailSurveys, mailToOf } from './ask.service.ts'
import { readSurveySettings, setSurveySettings } from './score.service.ts'
import { getSurvey, surveysAbout } from './survey.service.ts'

let open: Awaited<ReturnType<typeof openOrders>>
let world: OrderWorld
let contactId: string
beforeAll(async () => {
  open = await openOrders()
  world = await orderWorld(open.db)
  const person = { customerId: world.customerId, name: '林女士', email: 'lin@yuwan.example' }
  contactId = (await world.write('ann', (tx, actor) => createContact(tx, actor, person))).id
})
afterAll(() => open.close())

async function made(): Promise<string> {
  const ticket = { title: '漏油', customerId: world.customerId }
  const { id } = await world.write('oda', (tx, actor) => createTicket(tx, actor, ticket))
  await world.write('oda', (tx, actor) => moveTicket(tx, actor, id, { move: 'start' }))
  await world.write('oda', (tx, actor) => moveTicket(tx, actor, id, { move: 'resolve', resolution: '已换' }))
  await world.write('oda', (tx, actor) => closeTicket(tx, actor, id, {}))
  const [survey] = await world.read('oda', (db, actor) => surveysAbout(db, actor, 'ticket', id))
  return survey?.id ?? ''
}
const mailTo = (id: string) => world.read('oda', (db, actor) => mailToOf(db, actor, id, true))
const mailIt = (id: string) => world.write('oda', (tx, actor) => mailSurvey(tx, actor, { id, contactId }, sendLetter))
const read = (id: string) => world.read('oda', (db, actor) => getSurvey(db, actor, id))
const mailOn = (on: boolean) =>
  world.write('olivia', tx => setOrgSetting(tx, 'mail', { on, from: 'care@acme.example' }))

/** What leaves, as a mail server gets it. */
async function leaves(): Promise<Mail[]> {
  const mails: Mail[] = []
  const post = {
    publicUrl: 'https://baton.example',
    permissions: permissionRows,
    send: async (mail: Mail) => mails.push(mail),
  }
  await sendDueMails(open.db, world.acmeId, post)
  return mails
}
const opens = (mail: Mail | undefined) => {
  const token = /baton\.example\/p\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
  return openLink(open.db, knockWith(token, { chosen: 'en' }))
}

test('where no mail goes out nobody is offered, and asking by mail is refused', async () => {
  const id = await made()
  expect(await mailTo(id)).toEqual([])
  expect(await refused(mailIt(id))).toEqual(['survey.noMail'])
  expect(await read(id)).toMatchObject({ state: 'ready' })
})

test('a mail has a link of its own that opens the survey', async () => {
  await mailOn(true)
  const id = await made()
  expect(await mailTo(id)).toEqual([{ id: contactId, name: '林女士' }])
  await mailIt(id)
  expect(await read(id)).toMatchObject({ state: 'sent', sentAt: expect.any(String) })
  const [mail, ...more] = await leaves()
  expect(more).toEqual([])
  expect(mail).toMatchObject({ to: [{ address: 'lin@yuwan.example' }] })
  expect(await opens(mail)).toMatchObject({ company: 'Acme', lang: 'en' })
})

test('by itself once, where the company says so', async () => {
  await world.write('olivia', (tx, actor) =>
    setSurveySettings(tx, actor, { ...readSurveySettings(actor), byMail: true }),
  )
  const id = await made()
  const round = () => inOrg(open.db, world.acmeId, { mode: 'write' }, tx => mailSurveys(sendLetter)(tx, 100))
  expect([await round(), await round()]).toEqual([1, 0])
  expect(await read(id)).toMatchObject({ state: 'sent' })
  expect(await leaves()).toHaveLength(1)
  await mailOn(false)
  const silent = await made()
  expect([await round(), await round()]).toEqual([1, 0])
  expect(await read(silent)).toMatchObject({ state: 'ready' })
})
