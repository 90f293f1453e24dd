// The few questions the shell itself asks the server.
import type { Lang } from '#kernel/text.ts'
import type { HitGroup } from '#ui/Palette.tsx'
import type { ThemeName } from '#ui/readTokens.ts'
import { send } from '#ui/send.ts'
import type { Session } from '#ui/useSession.tsx'
import type { Counts } from './Rail.tsx'

const get = (path: string, query: Record<string, unknown> = {}): Promise<unknown> =>
  send({ method: 'GET', path, query, body: undefined })

export const readSession = async (): Promise<Session> => (await get('/me')) as Session // the endpoint's reply has this shape
export const readCounts = async (): Promise<Counts> => (await get('/counts')) as Counts // as above
export const searchAll = async (q: string): Promise<readonly HitGroup[]> => (await get('/search', { q })) as HitGroup[] // as above

/** Kept with the person where they are signed in; before that the device's choice is enough. */
export const keepMyLang = (lang: Lang | null): void => {
  send({ method: 'PATCH', path: '/me', query: {}, body: { lang } }).catch(() => {})
}
export const keepMyTheme = (theme: ThemeName | null): void => {
  send({ method: 'PATCH', path: '/me', query: {}, body: { theme } }).catch(() => {})
}
