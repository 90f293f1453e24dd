// What each of the three services wants to be sent, and how it says yes.
import { createHmac } from 'node:crypto'
import type { BotKind } from '../bot.schema.ts'

export type BotRequest = { readonly url: string; readonly body: string }
type Said = { readonly url: string; readonly secret: string | null; readonly text: string; readonly now: Date }

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64')

const writers: Readonly<Record<BotKind, (said: Said) => BotRequest>> = {
  // knows its own by the key in the address; signs nothing
  wecom: ({ url, text }) => ({ url, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) }),
  // milliseconds and the sign stand in the address
  dingtalk: ({ url, secret, text, now }) => {
    const signed = new URL(url)
    if (secret) {
      const timestamp = String(now.getTime())
      signed.searchParams.set('timestamp', timestamp)
      signed.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`))
    }
    return { url: signed.href, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) }
  },
  // seconds and the sign stand in the body; what is signed is the key, of an empty text
  feishu: ({ url, secret, text, now }) => {
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const sign = secret ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') } : {}
    return { url, body: JSON.stringify({ ...sign, msg_type: 'text', content: { text } }) }
  },
}

export const requestOf = (kind: BotKind, said: Said): BotRequest => writers[kind](said)

/** All three answer 200 to what they refuse, and say so in the body: `errcode` or, at Feishu, `code`. */
export function refusalIn(status: number, body: string): string | undefined {
  if (status < 200 || status > 299) return `HTTP ${status}`
  const said = parsed(body)
  const code = said.errcode ?? said.code ?? said.StatusCode
  if (code === 0) return undefined
  return code === undefined ? 'no answer that we understand' : `${code} ${String(said.errmsg ?? said.msg ?? '')}`.trim()
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
