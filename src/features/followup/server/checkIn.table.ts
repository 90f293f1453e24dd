import { table } from '#kernel/table.ts'

export const checkIns = table(
  'check_ins',
  {
    followupId: 'uuid',
    at: 'timestamptz',
    lat: 'numeric',
    lng: 'numeric',
    accuracy: 'int',
    place: 'text?',
    isPlace: 'bool',
    distance: 'int?',
  },
  ['followupId'],
)
