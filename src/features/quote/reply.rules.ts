// What a form of the customer's page says. Everything in it is text, and may be anything.
import { type Reason, reason } from '#kernel/refusal.ts'
import { typed } from '#kernel/typed.ts'
import { type DeclineReason, declineReasons } from './reply.schema.ts'

type Form = Readonly<Record<string, string>>

const mostWords = 2000
/** In a while, by one link. */
export const mostQuestions = 5
export const firstOption = 'option.'
export const firstGroup = 'alternative.'

type Choice = { readonly id: string; readonly alternative: string | null }

/** Which optional lines are ticked, and which alternatives taken; what is none of them is nothing. */
export const chosenIn = (form: Form, optional: readonly Choice[]): string[] =>
  optional.filter(({ id, alternative }) => isIn(form, id, alternative)).map(line => line.id)
const isIn = (form: Form, id: string, alternative: string | null): boolean =>
  alternative === null ? form[`${firstOption}${id}`] !== undefined : form[`${firstGroup}${alternative}`] === id

/** Which of them the page has added up, and showed the total of. */
export const shownIn = (form: Form, optional: readonly Choice[]): string[] => {
  const shown = new Set((form.shown ?? '').split(','))
  return optional.map(line => line.id).filter(id => shown.has(id))
}

/** Only a machine fills what nobody sees. */
export const isTrapped = (form: Form): boolean => (form.website ?? '') !== ''

export type Signed = { readonly name: string; readonly title: string | null; readonly picture: Uint8Array | null }

export function readSigned(form: Form): Signed | Reason[] {
  const [name, title] = [typed(form.name), typed(form.title)]
  const drawn = form.signature ?? ''
  const picture = drawn === '' ? null : pngIn(drawn)
  const reasons: Reason[] = []
  if (name === '') reasons.push(reason('quote.page.noName', 'name'))
  reasons.push(...tooLong(name, 'name', 100), ...tooLong(title, 'title', 100))
  if (form.agree === undefined) reasons.push(reason('quote.page.notAgreed', 'agree'))
  if (picture === undefined) reasons.push(reason('quote.page.badSignature', 'signature'))
  return reasons.length > 0 || picture === undefined ? reasons : { name, title: title || null, picture }
}

export type Declined = { readonly reason: DeclineReason; readonly words: string | null }

export function readDeclined(form: Form): Declined | Reason[] {
  const why = declineReasons.find(one => one === form.reason)
  const words = typed(form.words)
  const reasons = [...(why ? [] : [reason('quote.page.noReason', 'reason')]), ...tooLong(words, 'words', mostWords)]
  return !why || reasons.length > 0 ? reasons : { reason: why, words: words || null }
}

export type Asked = { readonly name: string; readonly question: string }

export function readAsked(form: Form): Asked | Reason[] {
  const [name, question] = [typed(form.asker), typed(form.question)]
  const reasons = [...tooLong(name, 'asker', 100), ...tooLong(question, 'question', mostWords)]
  if (name === '' || question === '') reasons.push(reason('quote.page.noQuestion', 'question'))
  return reasons.length > 0 ? reasons : { name, question }
}

const tooLong = (text: string, path: string, most: number): Reason[] =>
  text.length > most ? [reason('quote.page.tooLong', path, { most })] : []

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
const mostSide = 2000
const mostPicture = 64 * 1024

/** A picture as a canvas gives it: PNG of a sane size, ended as one ends. Undefined: it is none. */
function pngIn(address: string): Uint8Array | undefined {
  const [, coded] = /^data:image\/png;base64,([A-Za-z0-9+/]+={0,2})$/.exec(address) ?? []
  const bytes = coded ? Buffer.from(coded, 'base64') : Buffer.alloc(0)
  if (bytes.length < 57 || bytes.length > mostPicture || !pngStart.every((byte, i) => bytes[i] === byte))
    return undefined
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const isSane = width > 0 && height > 0 && width <= mostSide && height <= mostSide
  return isSane && bytes.toString('latin1', bytes.length - 8, bytes.length - 4) === 'IEND' ? bytes : undefined
}
