import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { customerApi } from '../customer.api.ts'

export const customerCalls = client(customerApi, send)
