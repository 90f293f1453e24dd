import { expect, test } from 'vitest'
import { counted, type Packed, unchecked } from './pack.rules.ts'

const line = (no: number, code: string | null, unitQty: string, checked = '0'): Packed => ({
  no,
  code,
  name: `货${no}`,
  unit: '台',
  unitQty,
  checked,
})
const lines = [line(1, 'PUMP-1', '2', '2'), line(2, 'PUMP-1', '2'), line(3, 'V', '1'), line(4, null, '2.5', '2')]
const said = (one: ReturnType<typeof counted<Packed>>) =>
  'problem' in one ? [one.problem.key, one.problem.values] : [one.line.no, one.checked]

test('a scan counts one unit of the first line of its code that is not full', () => {
  expect(said(counted(lines, { code: ' pump-1 ' }))).toEqual([2, '1'])
  expect(said(counted(lines, { code: 'ＰＵＭＰ－１' }))).toEqual([2, '1'])
})
test('too many and wrong goods are refused by name', () => {
  const full = [line(1, 'PUMP-1', '2', '2')]
  expect(said(counted(full, { code: 'PUMP-1' }))).toEqual([
    'shipment.scan.tooMany',
    { no: 1, name: '货1', qty: '2', unit: '台' },
  ])
  expect(said(counted(full, { code: 'V' }, '球阀'))).toEqual(['shipment.scan.other', { code: 'V', name: '球阀' }])
  expect(said(counted(full, { code: '404' }))).toEqual(['shipment.scan.unknown', { code: '404' }])
  expect(said(counted(full, { code: '' }))).toEqual(['shipment.scan.unknown', { code: '' }])
})
test('by hand it goes up and down, never below nothing; the last step is what is left', () => {
  expect(said(counted(lines, { no: 4 }))).toEqual([4, '2.5'])
  expect(said(counted(lines, { no: 1, by: '-1' }))).toEqual([1, '1'])
  expect(said(counted(lines, { no: 3, by: '-1' }))).toEqual(['shipment.scan.below', { no: 3, name: '货3' }])
  expect(said(counted(lines, { no: 9 }))).toEqual(['shipment.noSuchLine', { no: 9 }])
})
test('what is not checked yet', () => {
  expect(unchecked(lines).map(one => one.no)).toEqual([2, 3, 4])
})
