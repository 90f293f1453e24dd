import type { Flow } from '#kernel/flow.ts'
import { accepts, beforeShipped, consigned, creditBlocked, delivers, farOver, gateShort, inFuture, invoicedBy, noLines, notChecked, noWarehouse, orderClosed, orderNotLive, overOpen, partReturned, periodClosed, postedInClosedPeriod, type ShipmentFacts, siteUnfit, someArrived } from './shipment.rules.ts'
import type { ShipmentState } from './shipment.schema.ts'

export type ShipmentMove = 'ready' | 'unready' | 'ship' | 'unship' | 'deliver' | 'accept' | 'unaccept' | 'cancel'
export type ShipmentEffect = 'allowed' | 'goodsOut' | 'goodsBack' | 'arrived' | 'accepted' | 'unaccepted'
type ShipmentPermission = 'shipment.ready' | 'shipment.ship' | 'shipment.unship' | 'shipment.deliver' | 'shipment.accept' | 'shipment.cancel'

export const shipmentFlow = {
  ready:    { from: ['draft'],          to: 'ready',     may: 'shipment.ready',   unless: [accepts, noLines, orderNotLive, noWarehouse, overOpen, farOver],                                                    then: ['allowed'] },
  unready:  { from: ['ready'],          to: 'draft',     may: 'shipment.ready' },
  ship:     { from: ['ready'],          to: 'shipped',   may: 'shipment.ship',    unless: [noLines, orderNotLive, siteUnfit, overOpen, farOver, creditBlocked, gateShort, notChecked, inFuture, periodClosed], then: ['goodsOut'], by: 'journey' },
  unship:   { from: ['shipped'],        to: 'ready',     may: 'shipment.unship',  unless: [someArrived, invoicedBy, postedInClosedPeriod],                                      then: ['goodsBack'], by: 'journey' },
  deliver:  { from: ['shipped'],        to: 'delivered', may: 'shipment.deliver', unless: [consigned, inFuture, beforeShipped],                                                            then: ['arrived'], by: 'journey' },
  accept:   { from: ['draft'],          to: 'delivered', may: 'shipment.accept',  unless: [delivers, noLines, orderNotLive, overOpen, farOver, inFuture, periodClosed],                  then: ['accepted'], by: 'journey' },
  unaccept: { from: ['delivered'],      to: 'draft',     may: 'shipment.unship',  unless: [delivers, orderClosed, invoicedBy, partReturned, postedInClosedPeriod],              then: ['unaccepted'] },
  cancel:   { from: ['draft', 'ready'], to: 'cancelled', may: 'shipment.cancel' },
} as const satisfies Flow<ShipmentState, ShipmentMove, ShipmentFacts, ShipmentPermission, ShipmentEffect>
