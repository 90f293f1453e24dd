// When a page was written: signed, so that a machine cannot make up that it has read it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

type Of = { readonly secret: string; readonly formId: string }

const signed = ({ secret, formId }: Of, text: string): string =>
  createHmac('sha256', secret).update(`form ${formId} ${text}`).digest('base64url').slice(0, 27)

export function stampOf(of: Of, now: number): string {
  const text = `${now.toString(36)}.${randomBytes(9).toString('base64url')}`
  return `${text}.${signed(of, text)}`
}

/** The moment, where the stamp is ours and of this form. */
export function beganAt(of: Of, stamp: string): number | undefined {
  const [at = '', once = '', mark = ''] = stamp.split('.')
  const right = Buffer.from(signed(of, `${at}.${once}`))
  const given = Buffer.from(mark)
  return given.length === right.length && timingSafeEqual(given, right) ? Number.parseInt(at, 36) : undefined
}
