import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, type, windowOf } from '#test/page.tsx'
import type { Pipeline } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { pipelineText } from '../pipeline.text.ts'
import { NewPipelineCard, PipelineCard } from './PipelineCard.tsx'

const texts = { ...dealText, ...pipelineText }
const entry = { criteria: null, checks: [], approval: false, required: [] }
const stage = { pipelineId: 'p', archived: false, rottingDays: null, forecast: 'pipeline' as const, ...entry }
const parts: Pipeline = {
  id: 'p',
  version: 4,
  label: { en: 'Parts', zh: '备件' },
  isDefault: false,
  archived: false,
  stages: [
    { ...stage, id: 's1', position: 1, label: { en: 'Due', zh: '到期' }, kind: 'open', probability: 30 },
    { ...stage, id: 's2', position: 2, label: { en: 'Renewed', zh: '已续' }, kind: 'won', probability: 100 },
    { ...stage, id: 's3', position: 3, label: { en: 'Left', zh: '未续' }, kind: 'lost', probability: 0 },
  ],
}

test('a pipeline that open deals stand in is not archived, and it is said how many', async () => {
  const asked = answers({
    'POST /pipelines/p/moves/archive': () => {
      throw { status: 422, body: { reasons: [{ key: 'deal.pipelineOpen', values: { count: 2 } }] } }
    },
  })
  const { body } = await draw(<PipelineCard pipeline={parts} />, { texts })
  await press(button(body, 'Archive'))
  expect(asked.map(one => one.route)).toEqual(['POST /pipelines/p/moves/archive'])
  expect(body.querySelector('.reasons')?.textContent).toContain('2 deals are open in this pipeline')
})

test.each([390, 1440])(
  'at %i px a new one begins with a stage of each kind and is named in both languages',
  async width => {
    windowOf(width)
    const asked = answers({ 'POST /pipelines': () => parts })
    let done = false
    const { body } = await draw(<NewPipelineCard onDone={() => (done = true)} />, { texts })
    await type(body.querySelector('.pipenames [data-field="zh"] input'), '备件')
    await type(body.querySelector('.pipenames [data-field="en"] input'), 'Parts')
    await press(button(body, 'Save'))
    expect(asked.find(one => one.route === 'POST /pipelines')?.body).toMatchObject({
      label: { en: 'Parts', zh: '备件' },
      stages: [{ kind: 'open' }, { kind: 'won', probability: 100 }, { kind: 'lost', probability: 0 }],
    })
    expect(done).toBe(true)
  },
)
