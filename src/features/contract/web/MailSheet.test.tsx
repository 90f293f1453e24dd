import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { mailWordsText } from '#kernel/mailWords.text.ts'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, submit, type, until } from '#test/page.tsx'
import { contractText } from '../contract.text.ts'
import type { SigningMail } from '../mail.schema.ts'
import { contractMailText } from '../mail.text.ts'
import { MailSheet } from './MailSheet.tsx'

const texts = { ...contractText, ...contractMailText, ...mailWordsText }
const mail: SigningMail = {
  ...{ lang: 'zh', canMail: true, contactId: 'c1', name: '林女士' },
  people: [
    { id: 'c1', name: '林女士', email: 'lin@yuwan.example' },
    { id: 'c2', name: '周工', email: null },
  ],
  ...{ subject: '请签署合同 HT1', text: '{name}：{link}' },
}
const side = { visits: [], envelopes: [], service: false }

async function page(more: Partial<SigningMail> = {}, answer: (asked: Asked) => unknown = () => side) {
  const asked = answers({ 'GET /contracts/c/mail': () => ({ ...mail, ...more }), 'POST /contracts/c/mail': answer })
  const closed = vi.fn()
  const { body } = await draw(<MailSheet id="c" onClose={closed} />, { texts })
  const sent = () => asked.filter(one => one.route === 'POST /contracts/c/mail').map(one => one.body)
  return { body, sent, closed }
}
const field = (body: ParentNode, label: string) =>
  [...body.querySelectorAll('label')].find(one => one.textContent?.startsWith(label))?.querySelector('input, textarea')
const typedIn = (body: ParentNode, label: string) => (field(body, label) as HTMLInputElement | undefined)?.value // an input or a textarea: both have one
const choose = async (body: ParentNode, value: string) => {
  const select = body.querySelector('select')
  if (!select) throw new Error('no select')
  await act(async () => {
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await until(() => body.querySelector('select')?.value === value)
}

test('the signer and the address are there; the mail is read, changed and sent once', async () => {
  const { body, sent, closed } = await page()
  await until(() => body.querySelector('select') !== null)
  const { 'contract.mail.name': name, 'contract.mail.email': email } = contractMailText
  expect([typedIn(body, name.en), typedIn(body, email.en)]).toEqual(['林女士', 'lin@yuwan.example'])
  await submit(body.querySelector('form'))
  expect(sent()).toEqual([])
  const words = body.querySelector('textarea')
  expect([words?.value, words?.lang]).toEqual(['林女士：{link}', 'zh'])
  await type(words, '林女士，请签：{link}')
  slowly()
  await press(button(body, 'Send'))
  await press(button(body, 'Send'))
  await until(() => closed.mock.calls.length > 0)
  const to = { contactId: 'c1', name: '林女士', email: 'lin@yuwan.example' }
  expect(sent()).toEqual([{ ...to, subject: '请签署合同 HT1', text: '林女士，请签：{link}' }])
})

test('another contact is another name and address; one without an address, and anybody else, are typed', async () => {
  const { body, sent, closed } = await page()
  await until(() => body.querySelector('select') !== null)
  await choose(body, 'c2')
  const { 'contract.mail.name': name, 'contract.mail.email': email } = contractMailText
  expect([typedIn(body, name.en), typedIn(body, email.en)]).toEqual(['周工', ''])
  await choose(body, '')
  await type(field(body, name.en), '王总')
  await type(field(body, email.en), 'wang@yuwan.example')
  await submit(body.querySelector('form'))
  expect(body.querySelector('textarea')?.value).toBe('王总：{link}')
  await submit(body.querySelector('form'))
  await until(() => closed.mock.calls.length > 0)
  expect(sent()).toMatchObject([{ contactId: null, name: '王总', email: 'wang@yuwan.example' }])
})

test('a refusal stays with its reason, and one can go back and mend it', async () => {
  const reasons = [{ key: 'contract.notToSign' }]
  const { body, closed } = await page({}, () => {
    throw Object.assign(new Error('refused'), { status: 422, body: { reasons } })
  })
  await until(() => body.querySelector('select') !== null)
  await submit(body.querySelector('form'))
  await submit(body.querySelector('form'))
  await until(() => body.textContent?.includes(contractText['contract.notToSign'].en) ?? false)
  expect(closed).not.toHaveBeenCalled()
  await press(button(body, 'Back'))
  expect(body.querySelector('select')).not.toBeNull()
})

test('where no mail goes out it says so, in place of a form', async () => {
  const { body } = await page({ canMail: false })
  await until(() => body.textContent?.includes(contractText['contract.noMail'].en) ?? false)
  expect(body.querySelector('form')).toBeNull()
})
