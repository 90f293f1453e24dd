import type { Field } from '#meta/entity.ts'
import { campaignStates } from './campaign.schema.ts'
import { campaignPageText } from './page.text.ts'

const label = (key: string & keyof typeof fieldLabels) => fieldLabels[key]
const fieldLabels = {
  name: campaignPageText['campaign.field.name'],
  state: campaignPageText['campaign.field.state'],
  source: campaignPageText['campaign.field.source'],
  startsOn: campaignPageText['campaign.field.startsOn'],
  endsOn: campaignPageText['campaign.field.endsOn'],
  budget: campaignPageText['campaign.field.budget'],
  currency: campaignPageText['campaign.field.currency'],
  ownerId: campaignPageText['campaign.field.ownerId'],
  note: campaignPageText['campaign.field.note'],
}

export const campaignFields: readonly Field[] = [
  { key: 'name', label: label('name'), kind: 'text', required: true, maxLength: 100 },
  {
    key: 'state',
    label: label('state'),
    kind: 'choice',
    required: true,
    choices: campaignStates.map(value => ({ value, label: campaignPageText[`campaign.state.${value}`] })),
  },
  { key: 'source', label: label('source'), kind: 'text', maxLength: 60, offers: '/lead-sources/offered' },
  { key: 'startsOn', label: label('startsOn'), kind: 'date' },
  { key: 'endsOn', label: label('endsOn'), kind: 'date' },
  { key: 'budget', label: label('budget'), kind: 'money' },
  { key: 'currency', label: label('currency'), kind: 'text', required: true, maxLength: 3 },
  { key: 'ownerId', label: label('ownerId'), kind: 'user', required: true },
  { key: 'note', label: label('note'), kind: 'longText', maxLength: 2000 },
]

export const costFields: readonly Field[] = [
  { key: 'onDate', label: campaignPageText['campaign.cost.onDate'], kind: 'date', required: true },
  { key: 'amount', label: campaignPageText['campaign.cost.amount'], kind: 'money', required: true },
  { key: 'currency', label: label('currency'), kind: 'text', required: true, maxLength: 3 },
  { key: 'note', label: campaignPageText['campaign.cost.note'], kind: 'text', maxLength: 500 },
]
