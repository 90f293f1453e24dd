import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { linkApi } from '../link.api.ts'

export const linkCalls = client(linkApi, send)
