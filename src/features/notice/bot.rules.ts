// Where a bot may be reached: only the three services themselves, so that no address leads into our own network.
import { type Reason, reason } from '#kernel/refusal.ts'
import type { BotKind } from './bot.schema.ts'

const homes: Readonly<Record<BotKind, { readonly host: string; readonly path: string }>> = {
  wecom: { host: 'qyapi.weixin.qq.com', path: '/cgi-bin/webhook/send' },
  dingtalk: { host: 'oapi.dingtalk.com', path: '/robot/send' },
  feishu: { host: 'open.feishu.cn', path: '/open-apis/bot/v2/hook/' },
}

/** `extra`: hosts with their ports that whoever runs the server allows, by plain http too. */
export function urlProblems(kind: BotKind, text: string, extra: readonly string[]): Reason[] {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const { host, path } = homes[kind]
  if (!url || url.username || url.password) return [reason('bot.badUrl', 'url', { host })]
  if (extra.includes(url.host) && /^https?:$/.test(url.protocol)) return []
  const isHome = url.protocol === 'https:' && url.host === host && url.pathname.startsWith(path)
  return isHome ? [] : [reason('bot.badUrl', 'url', { host })]
}

export function hintOf(text: string): string {
  if (!URL.canParse(text)) return ''
  const { host } = new URL(text)
  return `${host} …${text.slice(-4)}`
}

/** WeCom counts bytes, and refuses what is longer. */
const mostBytes: Readonly<Record<BotKind, number>> = { wecom: 2048, dingtalk: 16_000, feishu: 16_000 }

export function cutFor(kind: BotKind, text: string): string {
  const size = (one: string): number => new TextEncoder().encode(one).length
  if (size(text) <= mostBytes[kind]) return text
  let [kept, left] = ['', mostBytes[kind] - size('…')]
  for (const letter of text) {
    left -= size(letter)
    if (left < 0) break
    kept += letter
  }
  return `${kept}…`
}
