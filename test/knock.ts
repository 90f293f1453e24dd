// Somebody without an account at a link, each from an address of their own.
import type { Knock } from '#features/link/server/visit.service.ts'

let visitors = 0

export const knockWith = (token: string, more: Partial<Knock> = {}): Knock => ({
  logo: async () => undefined,
  folder: '/nonexistent',
  token,
  address: `10.0.${Math.floor(++visitors / 250)}.${visitors % 250}`,
  agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) MicroMessenger/8.0',
  chosen: 'zh',
  wish: undefined,
  ...more,
})
