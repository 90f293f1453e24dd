import { expect, test } from 'vitest'
import { defaultCalendar } from '#kernel/calendar.ts'
import { isLow, readAnswer, reviewDay, scoreOf, surveySettingsOf } from './survey.rules.ts'

const keysOf = (form: Record<string, string>) => {
  const answer = readAnswer(form)
  return Array.isArray(answer) ? answer.map(one => `${one.key}@${one.path}`) : answer
}

test('an answer is a score of five, with words or without', () => {
  expect(keysOf({ score: '5' })).toEqual({ score: 5, comment: null })
  expect(keysOf({ score: '1', comment: ' 太慢了\r\n🙂\0 ' })).toEqual({ score: 1, comment: '太慢了\n🙂' })
  expect(keysOf({ score: '3', comment: '🙂'.repeat(2000) })).toMatchObject({ score: 3 })
  for (const score of ['', '0', '6', '4.5', '١', 'on', '-1'])
    expect(keysOf({ score })).toEqual(['survey.noScore@score'])
  expect(keysOf({ comment: 'x'.repeat(2001) })).toEqual(['survey.noScore@score', 'survey.tooLong@comment'])
})

test('a company’s own threshold; none opens nothing', () => {
  const usual = surveySettingsOf({})
  expect([1, 2, 3].map(score => isLow(score, usual))).toEqual([true, true, false])
  expect([1, 2].map(score => isLow(score, surveySettingsOf({ survey: { low: 0 } })))).toEqual([false, false])
})

test('an answer is due in working days', () => {
  expect(reviewDay('2026-11-26', surveySettingsOf({}), defaultCalendar)).toBe('2026-12-01')
})

test('CSAT is 4 and 5 among all scores, the response rate of those who were asked', () => {
  const scores = [
    { score: 2, count: 1 },
    { score: 4, count: 2 },
    { score: 5, count: 3 },
  ]
  expect(scoreOf({ asked: 8, back: 6, scores })).toMatchObject({ csat: 83, response: 75 })
  expect(scoreOf({ asked: 0, back: 0, scores: [] })).toMatchObject({ csat: null, response: null })
})
