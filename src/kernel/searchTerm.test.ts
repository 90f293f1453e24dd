import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prefixEnd, queryTerms, type TextKind, termsOf } from './searchTerm.ts'

function finds(query: string, text: string, kind: TextKind = 'name'): boolean {
  const stored = termsOf(text, kind)
  const asked = queryTerms(query)
  return (
    asked.length > 0 &&
    asked.every(({ term, match }) => stored.some(one => (match === 'exact' ? one === term : one.startsWith(term))))
  )
}

const factory = '上海测试贸易有限公司'

describe('a Chinese name', () => {
  test.each([
    '测试',
    '测',
    '司',
    '上海测试',
    '试贸易有',
    factory,
    '上海 贸易',
    '测试　公司',
    'shanghai',
    'ceshi',
    'ceshimaoyi',
    'shcs',
    'CSMY',
    'cs 公司',
    'maoyi 上海',
  ])('C139 is found by %s', query => {
    expect(finds(query, factory)).toBe(true)
  })

  test.each(['北京', '测贸', '试测', '京', 'beijing', 'hsc', '测试w'])('is not found by %s', query => {
    expect(finds(query, factory)).toBe(false)
  })

  test('is found by any reading of its characters', () => {
    for (const query of ['chongqing', 'zhongqing', 'cq', 'zq', 'yinhang', 'cqyh', '重庆'])
      expect(finds(query, '重庆银行'), query).toBe(true)
    for (const query of ['shantianfang', 'dantianfang', 'stf', 'dtf']) expect(finds(query, '单田芳'), query).toBe(true)
    expect(finds('lvse', '绿色科技')).toBe(true)
  })

  test('keeps its traditional form, found as written or by pinyin', () => {
    expect(finds('測試', '測試貿易')).toBe(true)
    expect(finds('测试', '測試貿易')).toBe(false)
    expect(finds('ceshi', '測試貿易')).toBe(true)
  })

  test('is found across brackets, width and Latin parts', () => {
    for (const query of ['测试集团', '测试(集团)', '测试（集团）有限', 'ＡＢＣ', 'abc', '集团 abc'])
      expect(finds(query, 'ABC测试（集团）有限公司'), query).toBe(true)
    expect(finds('深圳贸易', '深圳ABC贸易')).toBe(false)
  })

  test('of rare characters beyond the first plane is whole', () => {
    expect(finds('𠮷', '𠮷野家')).toBe(true)
    expect(finds('𠮷野', '𠮷野家')).toBe(true)
    expect(finds('yejia', '𠮷野家')).toBe(true)
    expect(termsOf('𠮷野家', 'name').every(term => term.isWellFormed())).toBe(true)
  })

  test('in kana and hangul is found by two characters', () => {
    expect(finds('テス', 'ﾃｽﾄ商会')).toBe(true)
    expect(finds('전자', '삼성전자')).toBe(true)
  })
})

describe('signs are characters', () => {
  test('C141 100% finds the name with the sign, not every name with 100', () => {
    expect(finds('100%', '100% Fresh')).toBe(true)
    for (const name of ['100 Fresh', '1000 Fresh', '100x%', 'Fresh 100']) expect(finds('100%', name), name).toBe(false)
  })

  test.each(['%', '_', '\\', "'", '&', '*'])('C141 %s finds itself and nothing else', sign => {
    expect(finds(sign, `a${sign}b`)).toBe(true)
    expect(finds(`a${sign}`, `a${sign}b 有限公司`)).toBe(true)
    expect(finds(`a${sign}b`, 'axb')).toBe(false)
    for (const name of [`(${sign}) Ltd`, `测试（${sign}）集团`, `50/${sign}off`, `-${sign}`])
      expect(finds(sign, name), name).toBe(true)
    expect(finds(sign, 'plain (name)')).toBe(false)
    expect(finds(sign, '测试')).toBe(false)
  })

  test('C142 C144 emoji survive and can be looked for', () => {
    expect(finds('😀', 'mail 😀 rest')).toBe(true)
    expect(finds('rest', 'mail 😀 rest')).toBe(true)
    expect(finds('😀🤗', '测试😀🤗')).toBe(true)
    expect(finds('🤗', 'mail 😀 rest')).toBe(false)
    expect(termsOf('mail 😀👩‍🔧 rest', 'name')).toContain('😀👩‍🔧')
  })
})

describe('words, numbers, phones and addresses', () => {
  test('words are found by their beginning, in any order and case', () => {
    for (const query of ['acm', 'ACME ltd', 'ltd acme', 'o’neil', 'gtx', '500'])
      expect(finds(query, 'Acme O’Neil GTX500, Ltd.'), query).toBe(true)
    expect(finds('cme', 'Acme')).toBe(false)
    expect(finds('acme foo', 'Acme Ltd')).toBe(false)
  })

  test.each([
    'SO20260301-0007',
    'so2026',
    '20260301',
    '0007',
    '20260301-0007',
    '202603010007',
    'so202603010007',
    'SO20260301-0',
  ])('a document number is found by %s', query => {
    expect(finds(query, 'SO20260301-0007', 'number')).toBe(true)
  })

  test('numbers with spaces between them are found with and without', () => {
    for (const query of ['2026 2027', '20262027', '2026', '2027'])
      expect(finds(query, 'Plan 2026 2027'), query).toBe(true)
  })

  test('a number with Chinese parts is found by either', () => {
    for (const query of ['合同', '202603', '合同202603-00007号', 'ht'])
      expect(finds(query, '合同202603-00007号', 'number'), query).toBe(true)
    expect(finds('202604', '合同202603-00007号', 'number')).toBe(false)
  })

  test.each([
    '6789',
    '56789',
    '131 2345',
    '131-2345-6789',
    '+86 131 2345 6789',
    '0086 13123456789',
    '8613123456789',
    '１３１２３４５６７８９',
  ])('a phone number is found by %s', query => {
    expect(finds(query, '+8613123456789', 'phone')).toBe(true)
  })

  test('a landline is found with its trunk zero, and fewer than four digits find no phone', () => {
    for (const query of ['010-1234 5678', '(010) 12345678', '01012345678', '12345678', '5678'])
      expect(finds(query, '+861012345678', 'phone'), query).toBe(true)
    expect(finds('678', '+861012345678', 'phone')).toBe(false)
    expect(finds('5679', '+861012345678', 'phone')).toBe(false)
    expect(termsOf('none', 'phone')).toEqual([])
  })

  test('an e-mail address is found by name, domain and parts', () => {
    for (const query of ['ann', 'lee@', 'ann.lee@acme.example', 'acme', '@acme.ex', 'ANN.LEE'])
      expect(finds(query, 'Ann.Lee@acme.example', 'email'), query).toBe(true)
    expect(finds('bob', 'Ann.Lee@acme.example', 'email')).toBe(false)
  })
})

describe('bounds', () => {
  test('an empty query asks for nothing', () => {
    for (const query of ['', '   ', '　', '\u200b']) expect(queryTerms(query), JSON.stringify(query)).toEqual([])
    expect(termsOf('', 'name')).toEqual([])
  })

  test('no text makes more than 200 terms nor longer ones than 64 characters, and no query more than 12', () => {
    const texts = [
      '行'.repeat(500),
      '重行长乐单曾解'.repeat(30),
      'a1-'.repeat(300),
      'x'.repeat(5000),
      '单行 '.repeat(200),
    ]
    for (const text of texts) {
      const terms = termsOf(text, 'name')
      expect(terms.length).toBeLessThanOrEqual(200)
      expect(Math.max(...terms.map(term => [...term].length))).toBeLessThanOrEqual(64)
      expect(queryTerms(text).length).toBeLessThanOrEqual(12)
    }
  })

  test('an ordinary company name takes some sixty rows', () => {
    expect(termsOf('浙江省杭州市西湖精密机械制造有限公司', 'name').length).toBeLessThan(120)
    expect(termsOf('Acme Machine Tools Co., Ltd.', 'name').length).toBeLessThan(15)
  })

  test('any short text is found by itself, by any piece between spaces and by any two of its Han characters', () => {
    const character = fc.constantFrom(...'上海测试贸易有限公司行长重庆ABCxyz019%_\\-(). 😀&𠮷')
    fc.assert(
      fc.property(
        fc.array(character, { minLength: 1, maxLength: 20 }).map(all => all.join('')),
        text => {
          fc.pre(text.trim() !== '')
          expect(finds(text, text)).toBe(true)
          for (const piece of text.split(' ').filter(one => one !== '')) expect(finds(piece, text), piece).toBe(true)
          for (const pair of text.match(/\p{sc=Han}{2}/gu) ?? []) expect(finds(pair, text), pair).toBe(true)
          expect(termsOf(text, 'name').every(term => term.isWellFormed())).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a prefix ends before the next term in code point order', () => {
    const bytes = (text: string) => Buffer.from(text, 'utf8')
    const inside = (term: string, stored: string) =>
      Buffer.compare(bytes(term), bytes(stored)) <= 0 && Buffer.compare(bytes(stored), bytes(prefixEnd(term))) < 0
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (term, other) => {
        expect(inside(term, term + other)).toBe(true)
        expect(inside(term, other)).toBe(other.startsWith(term))
      }),
    )
  })
})
