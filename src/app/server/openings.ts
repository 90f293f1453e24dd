// What a company brings of the time before: files of their own, records that there are already.
import { openingAdvanceEntity } from '#features/collection/opening.entity.ts'
import { advanceVerbs } from '#features/collection/server/collection.routes.ts'
import { registerOpening } from '#features/exchange/server/target.service.ts'
import { openingInvoiceEntity } from '#features/invoice/opening.entity.ts'
import { aloneOpening } from '#features/invoice/server/aloneOpening.service.ts'
import { openingEntity, openingLineKeys, openingReceivableEntity } from '#features/order/opening.entity.ts'
import { priceRowEntity } from '#features/product/priceList.entity.ts'
import { priceRowVerbs } from '#features/product/server/product.routes.ts'
import { openingStockEntity } from '#features/stock/opening.entity.ts'
import { openingStockVerbs } from '#features/stock/server/stock.routes.ts'
import { orderOpening, receivableOpening } from '#journeys/openOrder.ts'

export function registerOpenings(): void {
  const permission = 'order.open'
  const group = { by: 'number', lines: openingLineKeys }
  registerOpening({ entity: openingEntity, verbs: orderOpening, permission, group })
  registerOpening({ entity: openingReceivableEntity, verbs: receivableOpening, permission })
  registerOpening({ entity: openingInvoiceEntity, verbs: aloneOpening, permission })
  registerOpening({ entity: openingAdvanceEntity, verbs: advanceVerbs, permission: 'receipt.create' })
  registerOpening({ entity: openingStockEntity, verbs: openingStockVerbs, permission: 'stock.create' })
  registerOpening({ entity: priceRowEntity, verbs: priceRowVerbs, permission: 'product.price', everyday: true })
}
