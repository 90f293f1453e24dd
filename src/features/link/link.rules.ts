// Which link opens, and in which tongue its page speaks. Pure.
import { type Lang, langs, wishedLang } from '#kernel/text.ts'

type Life = { readonly expiresAt: string; readonly revokedAt: string | null }
export const isLive = ({ expiresAt, revokedAt }: Life, now: string): boolean => revokedAt === null && expiresAt > now

/** 256 bits in base64url; anything else is not looked for. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)

type Asked = { readonly chosen: unknown; readonly wish: string | undefined; readonly usual: Lang }
/** What was pressed, else what the browser asks for, else the company's own. */
export const pageLang = ({ chosen, wish, usual }: Asked): Lang =>
  langs.find(lang => lang === chosen) ?? wishedLang(wish) ?? usual

/** The token of a page's address must stand in no log. */
export const withoutToken = (path: string): string => path.replace(/^\/p\/[^/?]+/, '/p/…')
