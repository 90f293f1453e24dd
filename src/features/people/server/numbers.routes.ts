import type { Handlers } from '#kernel/api.ts'
import type { numbersApi } from '../numbers.api.ts'
import { listNumbers, previewNumbers, setNumbers } from './numbers.service.ts'

export const numbersHandlers: Handlers<typeof numbersApi> = {
  list: (db, actor) => listNumbers(db, actor),
  preview: (db, actor, asked) => previewNumbers(db, actor, asked),
  set: (tx, actor, asked) => setNumbers(tx, actor, asked),
}
