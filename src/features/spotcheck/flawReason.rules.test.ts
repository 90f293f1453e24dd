import { describe, expect, test } from 'vitest'
import {
  flawReasonsAfter,
  flawReasonsIn,
  flawReasonsProblems,
  judgementProblems,
  sumsByReason,
} from './flawReason.rules.ts'

const usual = flawReasonsIn({})
const words = (zh: string, en = zh) => ({ label: { zh, en } })
const keys = (reasons: readonly { key: string; path?: string | undefined }[]) =>
  reasons.map(one => `${one.key}@${one.path}`)

describe('the list', () => {
  test('begins with the usual ones and is the organisation’s own from then on', () => {
    expect(usual.items.map(one => one.code)).toEqual(['missing', 'stale', 'thin', 'untrue', 'noStep', 'other'])
    expect(usual.items.filter(one => one.noteRequired).map(one => one.code)).toEqual(['other'])
    const own = { items: [{ code: 'x', ...words('报价过期'), noteRequired: false, archived: false }] }
    expect(flawReasonsIn({ flawReasons: own })).toBe(own)
  })

  test('keeps those left out readable, out of use', () => {
    const next = flawReasonsAfter(
      usual,
      { items: [{ code: 'thin', ...words(' 空泛 ') }, words('报价过期')] },
      () => 'new',
    )
    expect(next.items.map(one => [one.code, one.label.zh, one.archived])).toEqual([
      ['thin', '空泛', false],
      ['new', '报价过期', false],
      ['missing', '关键信息缺失', true],
      ['stale', '长期未跟进', true],
      ['untrue', '与实际不符', true],
      ['noStep', '没有下一步', true],
      ['other', '其他', true],
    ])
  })

  test('refuses codes nobody gave, one twice, two of one name, and a list that asks nothing', () => {
    expect(keys(flawReasonsProblems(usual, { items: [{ code: 'thin', ...words('a') }] }))).toEqual([])
    const wrong = {
      items: [
        { code: 'made', ...words('a') },
        { code: 'thin', ...words('b') },
        { code: 'thin', ...words('c') },
      ],
    }
    expect(keys(flawReasonsProblems(usual, wrong))).toEqual([
      'spotCheck.unknownReason@items.0.code',
      'spotCheck.unknownReason@items.2.code',
    ])
    expect(keys(flawReasonsProblems(usual, { items: [words('空', 'Thin'), words('泛', 'thin ')] }))).toEqual([
      'spotCheck.reasonTwice@items.1.label.en',
    ])
    const none = { items: [{ code: 'thin', ...words('a'), archived: true }] }
    expect(keys(flawReasonsProblems(usual, none))).toEqual(['spotCheck.noReasonLeft@items'])
  })
})

test('a judgement names one in use, or the one it had', () => {
  const gone = { items: usual.items.map(one => ({ ...one, archived: one.code === 'thin' })) }
  const flawed = (reason: string, remark?: string) => ({
    verdict: 'flawed' as const,
    reason,
    ...(remark && { remark }),
  })
  expect(judgementProblems(usual, flawed('thin'))).toEqual([])
  expect(keys(judgementProblems(gone, flawed('thin')))).toEqual(['spotCheck.unknownReason@reason'])
  expect(judgementProblems(gone, flawed('thin'), 'thin')).toEqual([])
  expect(keys(judgementProblems(gone, flawed('never')))).toEqual(['spotCheck.unknownReason@reason'])
  expect(keys(judgementProblems(usual, flawed('other')))).toEqual(['spotCheck.sayWhat@remark'])
  expect(judgementProblems(usual, flawed('other', '重复'))).toEqual([])
})

test('sums: the most frequent first, those out of use too', () => {
  const cell = (week: string, reason: string, count: number, mended = 0) => ({ week, reason, count, mended })
  const cells = [
    cell('2026-06-01', 'old', 1),
    cell('2026-06-08', 'old', 2, 1),
    cell('2026-06-08', 'stale', 2),
    cell('2026-06-08', 'missing', 2),
  ]
  const sums = sumsByReason(cells, usual.items)
  expect(sums.map(one => [one.code, one.count, one.mended])).toEqual([
    ['old', 3, 1],
    ['missing', 2, 0],
    ['stale', 2, 0],
  ])
  expect(sums[0]?.weeks.get('2026-06-01')).toBe(1)
})
