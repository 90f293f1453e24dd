// The one list of what the server answers: each feature mounts its rows here and nowhere else.
import type { FastifyInstance } from 'fastify'
import { approvalApi } from '#features/approval/approval.api.ts'
import { approvalHandlers } from '#features/approval/server/approval.routes.ts'
import type { EmailParts } from '#features/email/server/email.service.ts'
import { exportApi } from '#features/exchange/exchange.api.ts'
import { importApi } from '#features/exchange/import.api.ts'
import { exportHandlers } from '#features/exchange/server/export.routes.ts'
import { importHandlers } from '#features/exchange/server/import.routes.ts'
import { Runs } from '#features/exchange/server/run.service.ts'
import { fileApi } from '#features/file/file.api.ts'
import { fileHandlers } from '#features/file/server/file.routes.ts'
import type { BotParts } from '#features/notice/server/bot.service.ts'
import { countingApi } from '#features/order/counting.api.ts'
import { countingHandlers } from '#features/order/server/counting.routes.ts'
import { calendarApi } from '#features/people/calendar.api.ts'
import { numbersApi } from '#features/people/numbers.api.ts'
import { peopleApi } from '#features/people/people.api.ts'
import { calendarHandlers } from '#features/people/server/calendar.routes.ts'
import type { SendLetter } from '#features/people/server/letter.service.ts'
import { numbersHandlers } from '#features/people/server/numbers.routes.ts'
import { peopleHandlers } from '#features/people/server/people.routes.ts'
import { priceListApi } from '#features/product/priceList.api.ts'
import { productApi } from '#features/product/product.api.ts'
import { priceListHandlers, productHandlers } from '#features/product/server/product.routes.ts'
import { concessionApi } from '#features/quote/concession.api.ts'
import { quoteMailApi } from '#features/quote/mail.api.ts'
import { quoteApi } from '#features/quote/quote.api.ts'
import { replyApi } from '#features/quote/reply.api.ts'
import { concessionHandlers } from '#features/quote/server/concession.routes.ts'
import { quoteHandlers, quotePapers } from '#features/quote/server/quote.routes.ts'
import { replyHandlers } from '#features/quote/server/reply.routes.ts'
import { paperTemplateHandlers, quoteMailHandlers } from '#features/quote/server/template.routes.ts'
import { paperTemplateApi } from '#features/quote/template.api.ts'
import { policyApi } from '#features/stock/policy.api.ts'
import { policyHandlers } from '#features/stock/server/policy.routes.ts'
import { stockDocumentHandlers, stockHandlers, warehouseHandlers } from '#features/stock/server/stock.routes.ts'
import { stockApi, stockDocumentApi, warehouseApi } from '#features/stock/stock.api.ts'
import { lastPricesApi } from '#journeys/lastPrices.api.ts'
import { lastPricesHandlers } from '#journeys/lastPrices.ts'
import { promiseCheckApi } from '#journeys/promiseCheck.api.ts'
import { promiseCheckHandlers } from '#journeys/promiseCheck.ts'
import { metaApi } from '#meta/meta.api.ts'
import { regionApi } from '#meta/region.api.ts'
import { allRegistered } from '#meta/registry.ts'
import { metaHandlers } from '#meta/server/meta.routes.ts'
import { regionHandlers } from '#meta/server/region.routes.ts'
import { viewHandlers } from '#meta/server/view.routes.ts'
import { viewApi } from '#meta/view.api.ts'
import { mountBatch } from './batch.ts'
import { mountContracts } from './contractRoutes.ts'
import { mountFront } from './frontRoutes.ts'
import { importTexts } from './importTexts.ts'
import { type MountContext, mount } from './mount.ts'
import { openApi, openApiHandlers } from './openapi.ts'
import { mountOrders } from './orderRoutes.ts'
import { permissionRows } from './permissions.ts'
import { mountTelling } from './tellingRoutes.ts'

/** What features are given of the machine they run on. */
export type FeatureParts = {
  readonly filesFolder: string
  /** The host that mails leave through; null without one. */
  readonly mailServer: string | null
  readonly sendLetter: SendLetter
  readonly bots: BotParts
  readonly email: EmailParts
  /** Signs what this server says of itself. */
  readonly secret: string
}

export function mountFeatures(app: FastifyInstance, context: MountContext, parts: FeatureParts): void {
  mount(app, metaApi, context, metaHandlers)
  mount(app, regionApi, context, regionHandlers)
  mount(app, viewApi, context, viewHandlers)
  const { sendLetter: send, secret } = parts
  mount(app, peopleApi, context, peopleHandlers({ permissions: permissionRows, send, secret }))
  mount(app, calendarApi, context, calendarHandlers)
  mount(app, numbersApi, context, numbersHandlers)
  mountFront(app, context)
  mountGoods(app, context)
  mount(app, policyApi, context, policyHandlers)
  mountQuotes(app, context, parts)
  mountContracts(app, context, parts)
  mount(app, approvalApi, context, approvalHandlers)
  mount(app, countingApi, context, countingHandlers)
  mountOrders(app, context, parts.filesFolder)
  mount(app, fileApi, context, fileHandlers(parts.filesFolder))
  mountTelling(app, context, parts)
  for (const row of allRegistered())
    if (Object.hasOwn(permissionRows, `${row.entity.key}.export`))
      mount(app, exportApi(row.entity.path, row.entity.key), context, exportHandlers(row))
  mountImports(app, context, parts.filesFolder)
  mountBatch(app, context)
  mount(app, openApi, context, openApiHandlers(context.rows))
}

type QuoteParts = Pick<FeatureParts, 'filesFolder' | 'mailServer' | 'sendLetter'>
function mountQuotes(app: FastifyInstance, context: MountContext, parts: QuoteParts): void {
  const { filesFolder, mailServer, sendLetter: send } = parts
  mount(app, paperTemplateApi, context, paperTemplateHandlers(filesFolder))
  mount(app, quoteMailApi, context, quoteMailHandlers)
  mount(app, quoteApi, context, { ...quoteHandlers, ...quotePapers(filesFolder) })
  mount(app, concessionApi, context, concessionHandlers)
  mount(app, replyApi, context, replyHandlers({ send, server: mailServer !== null }))
}

/** What there is to sell, at what price, and what of it lies where. */
function mountGoods(app: FastifyInstance, context: MountContext): void {
  mount(app, productApi, context, productHandlers)
  mount(app, priceListApi, context, priceListHandlers)
  mount(app, stockApi, context, stockHandlers)
  mount(app, stockDocumentApi, context, stockDocumentHandlers)
  mount(app, warehouseApi, context, warehouseHandlers)
  mount(app, lastPricesApi, context, lastPricesHandlers)
  mount(app, promiseCheckApi, context, promiseCheckHandlers)
}

/** What runs on when its request is long answered ends before the database is let go. */
function mountImports(app: FastifyInstance, context: MountContext, folder: string): void {
  const runs = new Runs(error => app.log.error({ err: error }, 'import'))
  app.addHook('onClose', () => runs.stop())
  mount(app, importApi, context, importHandlers({ runs, permissions: permissionRows, folder }, importTexts))
}
