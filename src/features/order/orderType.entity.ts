import type { Field } from '#meta/entity.ts'

/** Marks tell the type where it is not the usual one: quiet, since none of them is a state. */
export const typeField: Field = {
  key: 'type',
  label: { en: 'Type', zh: '订单类型' },
  kind: 'choice',
  filter: true,
  synonyms: ['order type', '类型'],
  choices: [
    { value: 'standard', label: { en: 'Standard', zh: '标准订单' } },
    { value: 'sample', label: { en: 'Sample', zh: '样品' }, tone: 'warm' },
    { value: 'replacement', label: { en: 'Replacement', zh: '换货' }, tone: 'cool' },
    { value: 'direct', label: { en: 'Direct ship', zh: '直运' }, tone: 'cool' },
    { value: 'service', label: { en: 'Service', zh: '服务' }, tone: 'cool' },
    { value: 'consignment', label: { en: 'Consignment', zh: '寄售' }, tone: 'warm' },
  ],
}

const lent = { field: 'type', in: ['sample'] } as const
/** What is invoiced by a basis of its own choice: consignment only by what is settled (orderType.rules.ts). */
export const basisChosen = { field: 'type', in: ['standard', 'replacement', 'direct', 'service'] } as const

export const typeFields: readonly Field[] = [
  typeField,
  {
    key: 'siteId',
    label: { en: 'Site', zh: '寄售点' },
    kind: 'reference',
    refEntity: 'warehouse',
    within: 'customerId',
    filter: true,
    when: { field: 'type', in: ['consignment'] },
  },
  { key: 'returnBy', label: { en: 'Back by', zh: '归还日期' }, kind: 'date', filter: true, sort: true, when: lent },
  { key: 'noReturn', label: { en: 'Need not come back', zh: '无需归还' }, kind: 'yesNo', filter: true, when: lent },
  {
    key: 'sampleId',
    label: { en: 'Sample kept', zh: '样品转销售' },
    kind: 'reference',
    refEntity: 'order',
    derived: true,
    filter: true,
  },
]
