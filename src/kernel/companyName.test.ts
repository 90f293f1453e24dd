import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { companyKey, sameCompany } from './companyName.ts'
import { nameKey } from './keys.ts'

const pairs = readFileSync('test/data/company-names/pairs.tsv', 'utf8')
  .trimEnd()
  .split('\n')
  .map(line => {
    const [label, a = '', b = ''] = line.split('\t')
    return { isSame: label === 'same', a, b }
  })

test('of labelled pairs nearly all are told right: precision and recall', () => {
  const found = pairs.filter(({ a, b }) => sameCompany(a, b))
  const right = found.filter(one => one.isSame).length
  const precision = right / found.length
  const recall = right / pairs.filter(one => one.isSame).length
  expect(pairs.length).toBeGreaterThanOrEqual(300)
  expect({ precision: precision.toFixed(3), recall: recall.toFixed(3) }).toMatchInlineSnapshot(`
    {
      "precision": "1.000",
      "recall": "0.975",
    }
  `)
  expect(found.filter(one => !one.isSame)).toEqual([])
  expect(recall).toBeGreaterThanOrEqual(0.95)
})

test('the order of two names does not matter, and a name is its own', () => {
  for (const { a, b } of pairs) {
    expect(sameCompany(b, a), `${a} · ${b}`).toBe(sameCompany(a, b))
    expect(sameCompany(a, a), a).toBe(true)
  }
})

test('two names that are the same have the same key, by which they are looked up', () => {
  for (const { a, b } of pairs) if (sameCompany(a, b)) expect(companyKey(a), `${a} · ${b}`).toBe(companyKey(b))
})

describe('a company name', () => {
  test.each([
    [
      '西湖机械',
      [
        '浙江省杭州市西湖机械有限公司',
        '浙江西湖机械有限公司',
        '杭州市西湖机械有限责任公司',
        '杭州西湖机械股份有限公司',
        '西湖机械(杭州)有限公司',
        '西湖机械（浙江）有限公司',
        '西湖机械集团有限公司',
        ' 西湖　机械 ',
        '西湖机械（集团）股份有限公司',
      ],
    ],
    ['测试贸易', ['上海测试贸易有限公司', '上海市测试贸易有限公司', '测试贸易（中国）有限公司', '昆山市测试贸易公司']],
    [
      'acme',
      [
        'Acme',
        'ACME Co., Ltd.',
        'Ａｃｍｅ　Ｉｎｃ．',
        'Acme GmbH & Co. KG',
        'acme limited',
        'Acme, LLC',
        'Acme Pte. Ltd.',
        'Acme G.m.b.H.',
        'Acme S.A.',
      ],
    ],
    ['市政工程', ['杭州市政工程有限公司', '杭州市市政工程有限公司']],
    ['abc科技', ['深圳ABC科技有限公司', '广东省深圳市abc科技有限公司']],
  ])('%s is found behind region, form, brackets and width', (key, names) => {
    for (const name of names) expect(companyKey(name), name).toBe(key)
  })

  test('never folds away to nothing, and different trade names stay apart', () => {
    expect(companyKey('上海有限公司')).toBe('上海')
    expect(companyKey('有限公司')).toBe('有限公司')
    expect(companyKey('Co., Ltd.')).toBe('co')
    expect(companyKey('Company')).toBe('company')
    expect(companyKey('北京公司')).not.toBe(companyKey('上海公司'))
    expect(companyKey('😀')).toBe('')
    expect(companyKey('A股份')).not.toBe(companyKey('B股份'))
    expect(companyKey('测试贸易有限公司上海分公司')).not.toBe(companyKey('测试贸易有限公司'))
  })

  test('in full stays itself, so that one registered name can be told from another', () => {
    expect(nameKey('测试贸易（上海）有限公司')).toBe(nameKey('测试贸易(上海) 有限公司'))
    expect(nameKey('上海测试贸易有限公司')).not.toBe(nameKey('北京测试贸易有限公司'))
  })
})
