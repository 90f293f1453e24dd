import type { Handlers } from '#kernel/api.ts'
import type { loggingApi } from '../logging.api.ts'
import { readLogging, setLogging, setOwnPhrases } from './logging.service.ts'

export const loggingHandlers: Handlers<typeof loggingApi> = {
  get: readLogging,
  set: setLogging,
  setOwn: setOwnPhrases,
}
