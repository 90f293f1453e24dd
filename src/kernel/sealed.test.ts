import { expect, test } from 'vitest'
import { sealerOf } from './sealed.ts'

const one = sealerOf('a secret of more than thirty-two characters')

test('what is sealed is opened by the same secret at the same place only', () => {
  const sealed = one.seal('密钥 😀', 'bot:1')
  expect(sealed).not.toContain('密钥')
  expect(one.seal('密钥 😀', 'bot:1')).not.toBe(sealed)
  expect(one.open(sealed, 'bot:1')).toBe('密钥 😀')
  expect(one.open(sealed, 'bot:2')).toBeUndefined()
  expect(sealerOf('another secret of more than thirty-two').open(sealed, 'bot:1')).toBeUndefined()
  expect(one.open(`${sealed.slice(0, -2)}AA`, 'bot:1')).toBeUndefined()
  expect(one.open('', 'bot:1')).toBeUndefined()
})
