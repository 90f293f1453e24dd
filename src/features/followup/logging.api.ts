import { endpoint } from '#kernel/api.ts'
import { Logging, LoggingEdit, OwnPhrases } from './logging.schema.ts'

const path = '/followup-logging'

// biome-ignore format: a table
export const loggingApi = {
  get:    endpoint({ method: 'GET', path, mode: 'read', access: 'followup.read', reply: Logging }),
  set:    endpoint({ method: 'PUT', path, mode: 'write', access: 'followup.set', body: LoggingEdit, reply: Logging }),
  setOwn: endpoint({ method: 'PUT', path: '/followup-logging/own', mode: 'write', access: 'followup.create', body: OwnPhrases, reply: Logging }),
}
