import type { FastifyInstance } from 'fastify'
import { contractApi } from '#features/contract/contract.api.ts'
import { contractHandlers, templateHandlers } from '#features/contract/server/contract.routes.ts'
import { signingHandlers } from '#features/contract/server/signing.routes.ts'
import { signingApi } from '#features/contract/signing.api.ts'
import { templateApi } from '#features/contract/template.api.ts'
import { callOffApi } from '#features/order/callOff.api.ts'
import { callOffHandlers } from '#features/order/server/callOff.routes.ts'
import { endContractApi } from '#journeys/endContract.api.ts'
import { endContractHandlers } from '#journeys/endContract.ts'
import { type MountContext, mount } from './mount.ts'

/** What is signed, and what is called off from it. */
/** `folder`: where the bytes of files lie. */
export function mountContracts(app: FastifyInstance, context: MountContext, folder: string): void {
  mount(app, contractApi, context, contractHandlers(folder))
  mount(app, templateApi, context, templateHandlers)
  mount(app, signingApi, context, signingHandlers)
  mount(app, endContractApi, context, endContractHandlers)
  mount(app, callOffApi, context, callOffHandlers)
}
