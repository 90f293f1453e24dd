import { describe, expect, test } from 'vitest'
import { isWhole, loggingOf, loggingProblems, missingIn } from './logging.rules.ts'
import type { Phrase } from './logging.schema.ts'

const keys = (reasons: readonly { key: string; path?: string }[]) => reasons.map(({ key, path }) => `${key}@${path}`)

test('what was never set is usual: every kind in use, nothing asked, phrases in one’s language', () => {
  const { kinds, phrases } = loggingOf({}, 'zh')
  expect(kinds.map(({ kind, shown, required }) => [kind, shown, required.length])).toEqual([
    ['call', true, 0],
    ['wechat', true, 0],
    ['visit', true, 0],
    ['meeting', true, 0],
    ['email', true, 0],
    ['note', true, 0],
  ])
  expect(phrases[0]).toMatchObject({ name: '未接通', nextStep: '再打一次', nextDays: 1, oneTap: true })
  expect(loggingOf({}, 'en').phrases[0]?.name).toBe('No answer')
  expect(loggingOf({ followups: { phrases: [] } }, 'en').phrases).toEqual([])
})

test('every missing field is named at its path; a next step comes with its time', () => {
  const required = ['result', 'needs', 'custom.mood', 'nextStep']
  expect(keys(missingIn(required, { result: ' ', needs: [], custom: {} }))).toEqual([
    'field.required@result',
    'followup.needMissing@needs',
    'field.required@custom.mood',
    'followup.stepMissing@nextStep',
  ])
  expect(keys(missingIn(required, { result: 'ok', needs: [{}], custom: { mood: 'good' }, nextStep: 'call' }))).toEqual([
    'followup.timeMissing@nextStepAt',
  ])
  expect(
    missingIn(required, { result: 'ok', needs: [{}], custom: { mood: 0 }, nextStep: 'x', nextStepAt: 'y' }),
  ).toEqual([])
})

describe('a setting', () => {
  test('asks only for fields that exist, and notes stay', () => {
    const kinds = [
      { kind: 'note' as const, shown: false, required: ['colour'] },
      { kind: 'visit' as const, shown: true, required: ['result', 'custom.mood', 'custom.gone'] },
    ]
    expect(keys(loggingProblems({ kinds }, new Set(['mood'])))).toEqual([
      'followup.noteStays@kinds.0.shown',
      'followup.notAskable@kinds.0.required',
      'followup.notAskable@kinds.1.required',
    ])
  })

  test('a phrase is a whole follow-up where its kind asks for nothing more', () => {
    const phrase: Phrase = { id: '1', name: 'x', kind: 'call', content: 'y', nextStep: 'z', nextDays: 1, oneTap: true }
    const asks = (...required: string[]) => [{ kind: 'call' as const, shown: true, required }]
    expect(isWhole(phrase, asks('nextStep'))).toBe(true)
    expect(isWhole({ ...phrase, nextDays: null }, asks('nextStep'))).toBe(false)
    expect(isWhole(phrase, asks('result'))).toBe(false)
    expect(isWhole(phrase, [{ kind: 'call', shown: false, required: [] }])).toBe(false)
  })
})
