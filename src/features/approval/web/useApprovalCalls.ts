import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { approvalApi } from '../approval.api.ts'

export const approvalCalls = client(approvalApi, send)
