import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { productApi } from '../product.api.ts'

export const productCalls = client(productApi, send)
