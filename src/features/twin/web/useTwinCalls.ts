import { mergeRecordsApi } from '#journeys/mergeRecords.api.ts'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { twinApi } from '../twin.api.ts'

export const twinCalls = client(twinApi, send)
export const mergeCalls = client(mergeRecordsApi, send)
