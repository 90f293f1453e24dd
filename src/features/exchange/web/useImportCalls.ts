import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { importApi } from '../import.api.ts'

export const importCalls = client(importApi, send)
