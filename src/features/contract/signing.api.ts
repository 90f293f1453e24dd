import { endpoint } from '#kernel/api.ts'
import { GiveBody, GivenLink, SendOutBody, SigningSide } from './envelope.schema.ts'

const sign = { method: 'POST', mode: 'write', access: 'contract.sign' } as const

/** Where the customer signs: by our own page, or at a signing service. */
export const signingApi = {
  side: endpoint({
    method: 'GET',
    mode: 'read',
    path: '/contracts/:id/signing',
    access: 'contract.read',
    reply: SigningSide,
  }),
  /** A fresh link; earlier ones go on opening. */
  give: endpoint({ ...sign, path: '/contracts/:id/links', body: GiveBody, reply: GivenLink, secret: true }),
  sendOut: endpoint({ ...sign, path: '/contracts/:id/envelopes', body: SendOutBody, status: 200, reply: SigningSide }),
}
