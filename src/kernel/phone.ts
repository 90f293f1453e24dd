// Telephone numbers as people type them. The full metadata is large, so only the server should load this file.
import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'

type Read = (text: string, region: string) => string | undefined
/** A row of a file is asked for its number by every question about it: one reading takes longer than the rest of them. */
function remembered(read: Read): Read {
  const known = new Map<string, string | undefined>()
  return (text, region) => {
    const key = `${region} ${text}`
    if (known.has(key)) return known.get(key)
    if (known.size > 5000) known.clear()
    const found = read(text, region)
    known.set(key, found)
    return found
  }
}

/** E.164, or undefined for what is not a valid number; `region` is where a number without a country code is. */
export const phoneE164 = remembered((text, region) => readings(text, region).find(number => number.isValid())?.number)

/** For finding duplicates: E.164 where it can be told, else the bare digits (a local number stays comparable). */
export const phoneKey = remembered((text, region) => {
  const found = readings(text, region)
  const best = found.find(number => number.isValid()) ?? found.find(number => number.isPossible())
  if (best) return best.number
  const plain = plainOf(text)
  const digits = plain.replace(/\D/g, '')
  return /[\p{L}]/u.test(plain) || digits.length < 5 || digits.length > 20 ? undefined : digits
})

/** Every ending of four or more digits, longest first: how people remember a number. */
export function phoneEndings(e164: string): string[] {
  const digits = e164.replace(/\D/g, '')
  return Array.from({ length: Math.max(0, digits.length - 3) }, (_, i) => digits.slice(i))
}

/** The number as it is dialled inside its own country, digits only; undefined where it is not E.164. */
export function nationalDigits(e164: string): string | undefined {
  return parsePhoneNumberFromString(e164)?.formatNational().replace(/\D/g, '')
}

function readings(text: string, region: string): PhoneNumber[] {
  const plain = plainOf(text)
  if (plain.length > 60) return []
  const country: CountryCode | undefined = isSupportedCountry(region) ? region : undefined
  const variants = [
    plain,
    // 00 is dialled abroad from most countries; people type it in the others, too
    plain.replace(/^\(?00/, '+'),
    // 010-12345678-801: an extension without the word
    plain.replace(/-(\d{1,5})$/, ' ext. $1'),
  ]
  return [...new Set(variants)].flatMap(variant => parsePhoneNumberFromString(variant, country) ?? [])
}

const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/\s*(?:转|分机|內線|内线)号?[:.]?\s*(?=\d)/, ' ext. ')
