import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, type } from '#test/page.tsx'
import { followupEntity } from '../followup.entity.ts'
import { loggingOf } from '../logging.rules.ts'
import type { Logging } from '../logging.schema.ts'
import { LoggingPage } from './LoggingPage.tsx'
import { OwnPhrasesPage } from './OwnPhrasesPage.tsx'

const usual = loggingOf({}, 'en')
const logging: Logging = {
  kinds: [...usual.kinds],
  phrases: usual.phrases.map(one => ({ ...one, nextAt: null })),
  own: [],
}
let asked: Asked[]
beforeEach(() => {
  const refuse = () => {
    throw { status: 422, body: { reasons: [{ key: 'followup.stepMissing', path: 'phrases.0.nextStep' }] } }
  }
  asked = answers({
    'GET /followup-logging': () => logging,
    'GET /entities': () => ({ items: [followupEntity] }),
    'PUT /followup-logging': ({ body }) => ({ ...logging, ...Object(body) }),
    'PUT /followup-logging/own': refuse,
  })
})
const put = () => asked.filter(one => one.route.startsWith('PUT')).map(one => one.body)

test('a kind is taken out of use, and notes cannot be', async () => {
  const { body } = await draw(<LoggingPage />)
  const boxes = [...body.querySelectorAll<HTMLInputElement>('.kindrows input[type="checkbox"]')]
  expect(boxes.map(one => [one.checked, one.disabled])).toEqual([
    ...Array.from({ length: 5 }, () => [true, false]),
    [true, true],
  ])
  await press(boxes[1])
  await press(button(body, 'Save'))
  expect(put()).toMatchObject([
    { kinds: [{ kind: 'call', shown: true }, { kind: 'wechat', shown: false }, {}, {}, {}, {}] },
  ])
})

test('phrases are renamed, put in order and removed; only what is kept is sent', async () => {
  const { body } = await draw(<LoggingPage />)
  await type(body.querySelector('.phraserow [data-field="name"] input'), 'Nobody there')
  await press([...body.querySelectorAll('.phraserow [aria-label="Down"]')][0])
  await press([...body.querySelectorAll('.phraserow [aria-label="Remove"]')][2])
  await press(button(body, 'Save'))
  const [first, second] = usual.phrases
  expect(put()).toEqual([{ phrases: [second, { ...first, name: 'Nobody there' }] }])
})

test('one’s own are refused at their field', async () => {
  const { body } = await draw(<OwnPhrasesPage />)
  await press(button(body, 'Add a phrase'))
  await press(button(body, 'Save'))
  expect(body.querySelector('.phraserow [data-field="nextStep"] .wrong')).not.toBe(null)
})
