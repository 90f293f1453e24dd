// A phone stays as it was written; its E.164 stands beside it where the number is complete and possible.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Parsed, PhoneValue } from '../exchange.schema.ts'
import { shown } from './numbers.ts'

export function parsePhone(cell: string, region: string): Parsed<PhoneValue> {
  const typed = cell.trim()
  const plain = typed.normalize('NFKC')
  if (severalNumbers(plain))
    return { ok: false, reason: { key: 'exchange.phoneSeveral', values: { cell: shown(cell) } } }
  if (
    plain.length > 60 ||
    !/^[+(\d][\d\s+().\-–—/]*(?:(?:x|ext\.?|转|分机)\s*\d+)?$/i.test(plain) ||
    (plain.match(/\d/g)?.length ?? 0) < 3 ||
    /\d{5,}\.0+$/.test(plain)
  ) {
    return { ok: false, reason: { key: 'exchange.phoneNot', values: { cell: shown(cell) } } }
  }
  return { ok: true, value: { typed, e164: e164Of(plain, region) } }
}

/** `/` also parts a number itself (0711/2842222), so both sides must be long. */
function severalNumbers(text: string): boolean {
  return /\d[^;,、\n]{5,}(?:[;,、\n]| ::: )\s*[+(]?\d[\d\s()-]{5,}/.test(text) || /\d{7,}\s*\/\s*\+?\d{7,}/.test(text)
}

function e164Of(text: string, region: string): string | undefined {
  const number = parsePhoneNumberFromString(text, isSupportedCountry(region) ? region : { extract: false })
  return number?.isValid() ? number.number : undefined
}
