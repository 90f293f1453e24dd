import type { FastifyInstance } from 'fastify'
import { contractApi } from '#features/contract/contract.api.ts'
import { contractMailApi } from '#features/contract/mail.api.ts'
import { contractHandlers, templateHandlers } from '#features/contract/server/contract.routes.ts'
import { signingHandlers } from '#features/contract/server/signing.routes.ts'
import { contractMailHandlers } from '#features/contract/server/signingMail.routes.ts'
import { signingApi } from '#features/contract/signing.api.ts'
import { templateApi } from '#features/contract/template.api.ts'
import { callOffApi } from '#features/order/callOff.api.ts'
import { callOffHandlers } from '#features/order/server/callOff.routes.ts'
import type { SendLetter } from '#features/people/server/letter.service.ts'
import { endContractApi } from '#journeys/endContract.api.ts'
import { endContractHandlers } from '#journeys/endContract.ts'
import { type MountContext, mount } from './mount.ts'

/** `filesFolder`: where the bytes of files lie. */
type ContractParts = {
  readonly filesFolder: string
  readonly mailServer: string | null
  readonly sendLetter: SendLetter
}

/** What is signed, and what is called off from it. */
export function mountContracts(app: FastifyInstance, context: MountContext, parts: ContractParts): void {
  const { filesFolder, mailServer, sendLetter: send } = parts
  mount(app, contractApi, context, contractHandlers(filesFolder))
  mount(app, contractMailApi, context, contractMailHandlers({ send, server: mailServer !== null }))
  mount(app, templateApi, context, templateHandlers)
  mount(app, signingApi, context, signingHandlers)
  mount(app, endContractApi, context, endContractHandlers)
  mount(app, callOffApi, context, callOffHandlers)
}
