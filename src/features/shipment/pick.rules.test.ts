import { expect, test } from 'vitest'
import { pickPlaces } from './pick.rules.ts'
import type { ShipmentLine, WholeShipment } from './shipment.schema.ts'

type Given = Partial<ShipmentLine>
const line = (more: Given) => ({ stockKept: true, batch: null, spec: null, unit: '台', factor: '1', ...more })
const shipment = (number: string, ...lines: Given[]) =>
  // what a pick list reads of a shipment
  ({ number, lines: lines.map(line) }) as unknown as WholeShipment

const pump = { warehouseId: 'n', warehouseName: '北仓', productId: 'p', code: 'B1', name: '泵' }
const valve = { warehouseId: 'n', warehouseName: '北仓', productId: 'v', code: 'A1', name: '阀' }
const hose = { ...pump, warehouseId: 'm', warehouseName: '主仓', productId: 'h', code: 'H', name: '管' }

test('each place once, by code, the same goods of several shipments together with each one’s share', () => {
  const places = pickPlaces([
    shipment('FH1', { ...pump, unitQty: '2' }, { ...hose, unitQty: '5' }, { ...pump, unitQty: '1.5' }),
    shipment('FH2', { ...valve, unitQty: '1' }, { ...pump, unitQty: '0.5' }),
  ])
  expect(places.map(place => [place.warehouseName, ...place.picks.map(one => `${one.code} ${one.unitQty}`)])).toEqual([
    ['主仓', 'H 5'],
    ['北仓', 'A1 1', 'B1 4'],
  ])
  expect(places[1]?.picks[1]?.shares).toEqual([
    { number: 'FH1', unitQty: '3.5' },
    { number: 'FH2', unitQty: '0.5' },
  ])
})

test('boxes are never added to pieces, nor one batch to another; services are not fetched', () => {
  const [place] = pickPlaces([
    shipment(
      'FH1',
      { ...pump, unitQty: '1' },
      { ...pump, unitQty: '1', unit: '箱', factor: '12' },
      { ...pump, unitQty: '1', batch: '0612' },
      { ...valve, unitQty: '1', stockKept: false },
    ),
  ])
  expect(place?.picks.map(one => [one.unit, one.batch])).toEqual([
    ['台', null],
    ['箱', null],
    ['台', '0612'],
  ])
})
