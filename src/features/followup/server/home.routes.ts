import type { Handlers } from '#kernel/api.ts'
import type { homeApi } from '../home.api.ts'
import { readHome } from './home.service.ts'

export const homeHandlers: Handlers<typeof homeApi> = { home: (db, actor) => readHome(db, actor) }
