// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { mailWordsText } from '#kernel/mailWords.text.ts'
import { draw, press, submit, type, until } from '#test/page.tsx'
import { editText } from '#ui/edit.text.ts'
import { SessionProvider } from '#ui/useSession.tsx'
import { quoteMailText } from '../mail.text.ts'
import { usualTemplate } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { PaperTemplatePage } from './PaperTemplatePage.tsx'

afterEach(() => vi.unstubAllGlobals())

const words = { subjectZh: '', textZh: '', subjectEn: 'Offer {number}', textEn: '' }
const picture = { name: '公章.png', type: 'image/png', size: 100, sha256: 'abc' }
const org = { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' }
const session = {
  userId: 'u',
  name: 'Olivia',
  lang: 'en' as const,
  roles: [],
  grants: { 'quote.paper': 'all' as const },
  org,
}

async function page(stamp: typeof picture | null = null, refusal?: object) {
  const sent: { path: string; method: string; body: unknown }[] = []
  let kept = stamp
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const { method = 'GET', body } = init
    if (method !== 'GET') sent.push({ path, method, body: typeof body === 'string' ? JSON.parse(body) : body })
    if (method === 'DELETE') kept = null
    if (method === 'PATCH' && refusal) return new Response(JSON.stringify(refusal), { status: 422 })
    if (path.includes('/stamp')) return new Response(JSON.stringify({ stamp: kept }))
    return new Response(JSON.stringify(path.includes('/quote-mail') ? words : usualTemplate))
  })
  const texts = { ...editText, ...templateText, ...mailWordsText }
  const { body } = await draw(
    <SessionProvider value={session}>
      <PaperTemplatePage />
    </SessionProvider>,
    { texts },
  )
  await until(() => body.querySelectorAll('form').length === 2)
  return { body, sent }
}
const cardOf = (body: Element, title: string) =>
  [...body.querySelectorAll('section.card')].find(card => card.querySelector('h2')?.textContent === title)
const fieldOf = (card: Element | undefined, label: string) => {
  const found = [...(card?.querySelectorAll('label') ?? [])].find(one => one.textContent?.startsWith(label))
  return (
    found?.querySelector('input, textarea') ??
    card?.querySelector(`#${CSS.escape(found?.getAttribute('for') ?? 'none')}`)
  )
}

test('what is written once for every paper is saved with nothing else', async () => {
  const { body, sent } = await page()
  const card = cardOf(body, templateText['quote.template.title'].en)
  await type(fieldOf(card, templateText['quote.template.titleEn'].en), 'Commercial offer')
  await submit(card?.querySelector('form'))
  await until(() => sent.length > 0)
  expect(sent[0]).toMatchObject({
    method: 'PATCH',
    path: expect.stringContaining('/quote-paper'),
    body: { titleEn: 'Commercial offer' },
  })
})

test('the words of the mail say which fields there are; an unknown one is refused at its place', async () => {
  const reasons = [{ key: 'mailWords.unknownField', path: 'subjectEn', values: { field: '{nr}' } }]
  const { body, sent } = await page(null, { reasons })
  const card = cardOf(body, quoteMailText['quote.mail.title'].en)
  expect(card?.textContent).toContain('{customer}')
  await type(fieldOf(card, mailWordsText['mailWords.subjectEn'].en), 'Offer {nr}')
  await submit(card?.querySelector('form'))
  await until(() => body.textContent?.includes('There is no field {nr}.') ?? false)
  expect(sent[0]).toMatchObject({ path: expect.stringContaining('/quote-mail'), body: { subjectEn: 'Offer {nr}' } })
})

test('the stamp is shown, and removed only when one is sure', async () => {
  const { body, sent } = await page(picture)
  const card = () => cardOf(body, templateText['quote.template.stamp'].en)
  await until(() => card()?.querySelector('img') !== null)
  expect(card()?.querySelector('img')?.getAttribute('src')).toContain('/orgs/current/stamp/content?of=abc')
  const remove = () => [...(card()?.querySelectorAll('button') ?? [])].find(one => one.textContent === 'Remove')
  await press(remove())
  expect(sent).toEqual([])
  await press(remove())
  await until(() => card()?.textContent?.includes(templateText['quote.template.noStamp'].en) ?? false)
  expect(sent).toMatchObject([{ method: 'DELETE', path: expect.stringContaining('/orgs/current/stamp') }])
})
