import { expect, test } from 'vitest'
import { inTree } from './people.rules.ts'

const dept = (id: string, parentId: string | null) => ({
  id,
  parentId,
  name: id,
  version: 1,
  parentName: null,
  headId: null,
  headName: null,
  people: 0,
})

test('departments stand below their parents, in the order they came; one whose parent is out of sight is a root', () => {
  const items = [
    dept('sales', 'office'),
    dept('office', null),
    dept('east', 'sales'),
    dept('lost', 'gone'),
    dept('stock', 'office'),
  ]
  expect(inTree(items).map(({ item, depth }) => `${depth} ${item.id}`)).toEqual([
    '0 office',
    '1 sales',
    '2 east',
    '1 stock',
    '0 lost',
  ])
})
