// A phone stays as it was written; its E.164 stands beside it where the number is complete and valid.
import { phoneE164 } from '#kernel/phone.ts'
import type { Parsed, PhoneValue } from '../exchange.schema.ts'
import { shown } from './numbers.ts'

const written = /^[+(\d][\d\s+().\-–—/]*(?:(?:x|ext\.?|转|分机号?|内线)[\s:.]*\d+)?$/i

export function parsePhone(cell: string, region: string): Parsed<PhoneValue> {
  const typed = cell.trim()
  const plain = cell.length > 80 ? '' : typed.normalize('NFKC')
  if (severalNumbers(plain)) return no('exchange.phoneSeveral', cell)
  // 13812345678.0 went through a program that took it for a number
  const spoilt = /\d{5,}\.0+$/.test(plain) || (plain.match(/\d/g)?.length ?? 0) < 3
  if (spoilt || !written.test(plain)) return no('exchange.phoneNot', cell)
  return { ok: true, value: { typed, e164: phoneE164(plain, region) } }
}

const no = (key: string, cell: string): Parsed<never> => ({ ok: false, reason: { key, values: { cell: shown(cell) } } })

/** `/` also parts a number itself (0711/2842222), so both sides must be long. */
function severalNumbers(text: string): boolean {
  return /\d[^;,、\n]{5,}(?:[;,、\n]| ::: )\s*[+(]?\d[\d\s()-]{5,}/.test(text) || /\d{7,}\s*\/\s*\+?\d{7,}/.test(text)
}
