// A lead lies in a pool: a seller finds it masked on the phone, claims it, gives it back and may not have it again at
// once; of two who are after one, one gets it and the other reads who did; whoever runs the pool gives out at a desk and
// sees every move with its rule and facts. In both languages.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { poolText } from '#features/pool/pool.text.ts'
import { poolPageText } from '#features/pool/poolPage.text.ts'
import { recyclePools } from '#features/pool/server/run.service.ts'
import { fixedClock } from '#kernel/clock.ts'
import { inOrg } from '#kernel/db.ts'
import type { Lang } from '#kernel/text.ts'
import { people, type Person as Who } from '../src/app/demo/people.ts'
import { openStage, type Stage } from './app.ts'
import { type Seat, sitDown, type Width } from './person.ts'
import { foreignWords } from './words.ts'

const langs = ['zh', 'en'] as const satisfies readonly Lang[]
const locales = { zh: 'zh-CN', en: 'en-US' } as const

let stage: Stage
let poolId: string
let ids: Readonly<Record<string, string>>
const seats: Seat[] = []
type Answer = { readonly id: string; readonly items: readonly { readonly id: string; readonly name: string }[] }
let boss: Seat

async function seatOf(who: Who, width: Width, lang: Lang): Promise<Seat> {
  const seat = await sitDown(stage, who, width, locales[lang])
  seats.push(seat)
  // the demo's people read Chinese until they say otherwise
  await seat.page.request.patch('/api/me', { data: { lang }, headers: { origin: stage.url } })
  return seat
}
async function send(path: string, data: object, how: 'post' | 'put' = 'post'): Promise<Answer> {
  const answer = await boss.page.request[how](`/api${path}`, { data, headers: { origin: stage.url } })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as Answer // the reply's schema
}
/** As it comes back from somebody who had it. */
async function pooled(name: string, phone: string): Promise<string> {
  const { id } = await send('/leads', { name, phone, company: `${name}工厂`, ownerId: ids[people.song.name] })
  await send(`/leads/${id}/moves/recycle`, { poolId, reason: '长期未联系' })
  return id
}

beforeAll(async () => {
  stage = await openStage()
  boss = await seatOf('gu', 'desk', 'zh')
  const users = (await (await boss.page.request.get('/api/users?limit=100')).json()) as Answer // the reply's schema
  ids = Object.fromEntries(users.items.map(one => [one.name, one.id]))
  const rules = [{ kind: 'noFollowup', days: 2 }]
  poolId = (await send('/pools', { name: '华东线索池', entity: 'lead', rules, cooldownDays: 7 })).id
  const members = (['shen', 'qi', 'song', 'fang'] as const).map(who => ({
    userId: ids[people[who].name],
    admin: who === 'fang',
  }))
  await send(`/pools/${poolId}/members`, { members }, 'put')
})
afterAll(async () => {
  expect(seats.flatMap(seat => seat.troubles)).toEqual([])
  await stage?.close()
})

const part = (page: Page, lang: Lang) =>
  page.locator('section.card', {
    has: page.getByRole('heading', { name: poolPageText['pool.part'][lang], exact: true }),
  })
/** Who may not reads beside its name that there are reasons. */
const move = (page: Page, lang: Lang, name: 'claim' | 'return' | 'assign') =>
  part(page, lang).getByRole('button', { name: new RegExp(`^${poolPageText[`move.pool.${name}`][lang]}`) })
/** The words before what differs. */
const begins = (text: string): string => text.split('{')[0] ?? ''

test.each(langs)('on a phone a seller claims a masked lead, gives it back, and waits for it then (%s)', async lang => {
  const [name, phone] = [`池中人${lang}`, lang === 'zh' ? '13812345671' : '13812345672']
  const id = await pooled(name, phone)
  const seat = await seatOf('shen', 'phone', lang)
  const { page } = seat
  await seat.goTo(`/pools/${poolId}`)
  await page.getByText(poolPageText['pool.masked'][lang]).waitFor()
  await page.getByText(name).first().waitFor()
  await seat.shoot(`pool-${lang}-list`)
  await seat.turnTo(`/leads/${id}`)
  await move(page, lang, 'claim').waitFor()
  expect(await page.locator('main').textContent()).not.toContain(phone)
  await seat.shoot(`pool-${lang}-masked`)
  await move(page, lang, 'claim').click()
  await page.getByText(phone).first().waitFor()
  await seat.shoot(`pool-${lang}-claimed`)
  await page.getByRole('button', { name: poolPageText['move.pool.return'][lang], exact: true }).first().click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('textbox').first().fill('不是目标客户')
  await seat.shoot(`pool-${lang}-return`)
  await sheet.locator('button[type="submit"]').click()
  await expect.poll(() => page.locator('main').textContent(), { timeout: 15_000 }).not.toContain(phone)
  // not now, and says why: what is asked is the reason
  await move(page, lang, 'claim').click({ force: true })
  await page.getByText(begins(poolText['pool.coolingDown'][lang])).first().waitFor()
  await seat.shoot(`pool-${lang}-cooling`)
  expect(await foreignWords(page, lang)).toEqual([])
  await seat.leave()
})

test('of two who claim one at once one has it; the other reads who was faster', async () => {
  const name = '抢手客户'
  await pooled(name, '13812345673')
  const two = await Promise.all([seatOf('shen', 'phone', 'zh'), seatOf('qi', 'phone', 'en')])
  for (const seat of two) await seat.goTo(`/pools/${poolId}`)
  const claim = ({ page }: Seat, lang: Lang) =>
    page.getByRole('button', { name: `${poolPageText['pool.claim'][lang]} ${name}`, exact: true })
  const [shen, qi] = two
  await Promise.all([claim(shen, 'zh').waitFor(), claim(qi, 'en').waitFor()])
  await Promise.all([claim(shen, 'zh').click(), claim(qi, 'en').click()])
  const won = (lang: Lang) => poolPageText['pool.claimed'][lang].replace('{name}', name)
  const lost = (lang: Lang, by: string) => poolText['pool.takenBy'][lang].replace('{by}', by)
  const heard = async ({ page }: Seat, lang: Lang, other: string): Promise<string> => {
    const said = page.getByText(won(lang)).or(page.getByText(lost(lang, other)))
    await said.first().waitFor()
    return (await page.getByText(won(lang)).count()) > 0 ? 'has it' : 'too late'
  }
  const both = await Promise.all([heard(shen, 'zh', people.qi.name), heard(qi, 'en', people.shen.name)])
  expect(both.toSorted()).toEqual(['has it', 'too late'])
  await two[both.indexOf('too late')]?.shoot('pool-late')
  for (const seat of two) await seat.leave()
})

test.each(langs)(
  'at a desk whoever runs the pool gives out of it, and sees each move with its rule and facts (%s)',
  async lang => {
    const [name, quiet] = [`待派${lang}`, `无声${lang}`]
    const id = await pooled(name, lang === 'zh' ? '13812345674' : '13812345675')
    // given long ago and never called: the night takes it
    const gone = await pooled(quiet, lang === 'zh' ? '13812345676' : '13812345677')
    await send(`/leads/${gone}/moves/assign`, { ownerId: ids[people.qi.name] })
    const seat = await seatOf('fang', 'desk', lang)
    const { page } = seat
    await seat.goTo(`/leads/${id}`)
    await move(page, lang, 'assign').click()
    await page.getByRole('combobox', { name: poolPageText['pool.takes'][lang] }).fill(people.qi.name)
    await page.locator('.ant-select-item-option', { hasText: people.qi.name }).first().click()
    await seat.shoot(`pool-${lang}-assign`)
    await page.locator('section.why button[type="submit"]').click()
    await part(page, lang).getByText(begins(poolPageText['pool.goes'][lang])).waitFor()
    // a pool is gone through once a night
    await night(lang === 'zh' ? 3 : 4)
    await seat.goTo(`/settings/pools/${poolId}`)
    const moves = page.locator('section.card', {
      has: page.getByRole('heading', { name: poolPageText['pool.history'][lang] }),
    })
    const line = (...words: readonly string[]) =>
      words.reduce((rows, word) => rows.filter({ hasText: word }), moves.getByRole('listitem'))
    const given = line(people.fang.name, name, people.qi.name)
    await given.waitFor()
    const byRule = await line(poolPageText['pool.job'][lang], quiet, people.qi.name).textContent()
    const rule = { zh: /\d+ 天未跟进（规则：2 天）/, en: /\d+ days without a follow-up \(rule: 2 days\)/ }
    expect(byRule).toMatch(rule[lang])
    const byHand = line(people.gu.name, name, people.song.name)
    expect(await byHand.textContent()).toContain('长期未联系')
    await moves.scrollIntoViewIfNeeded()
    await seat.shoot(`pool-${lang}-moves`)
    expect(await foreignWords(page, lang)).toEqual([])
    await seat.leave()
  },
)

/** What the rules take so many days from now, at half past three in the morning. */
async function night(days: number): Promise<void> {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const late = { ...stage.db, clock: fixedClock(`${day}T19:30:00.000Z`) }
  const { org } = (await (await boss.page.request.get('/api/me')).json()) as { org: { id: string } } // the reply's schema
  // one pool after the other
  for (let left = 1; left > 0; ) left = await inOrg(late, org.id, { mode: 'write' }, tx => recyclePools(tx, 500))
}
