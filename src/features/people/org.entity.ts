// The company's own settings in the shape of fields, so that the one form of the kit asks for them.
import type { Field } from '#meta/entity.ts'
import { settingsText } from './settings.text.ts'

const same = (value: string) => ({ value, label: { en: value, zh: value } })

export const zoneField: Field = {
  key: 'zone',
  label: settingsText['account.zone'],
  kind: 'choice',
  required: true,
  choices: Intl.supportedValuesOf('timeZone').map(same),
}

const usual = [
  'CNY',
  'USD',
  'EUR',
  'HKD',
  'JPY',
  'GBP',
  'TWD',
  'KRW',
  'SGD',
  'AUD',
  'CAD',
  'CHF',
  'INR',
  'VND',
  'THB',
  'MYR',
]

export const currencyField: Field = {
  key: 'currency',
  label: settingsText['account.currency'],
  kind: 'choice',
  required: true,
  choices: [...usual, ...Intl.supportedValuesOf('currency').filter(code => !usual.includes(code))].map(same),
}

export const orgFields: readonly Field[] = [
  { key: 'name', label: settingsText['account.company'], kind: 'text', required: true, maxLength: 200 },
  zoneField,
  currencyField,
  { key: 'country', label: settingsText['people.country'], kind: 'text', required: true, maxLength: 2 },
  {
    key: 'lang',
    label: settingsText['account.orgLang'],
    kind: 'choice',
    required: true,
    choices: [
      { value: 'zh', label: { en: 'Chinese (中文)', zh: '中文' } },
      { value: 'en', label: { en: 'English', zh: '英文（English）' } },
    ],
  },
  { key: 'booksClosedUntil', label: settingsText['people.booksClosed'], kind: 'date' },
]

export const myFields: readonly Field[] = [
  { key: 'name', label: settingsText['account.name'], kind: 'text', required: true, maxLength: 100 },
  { key: 'phone', label: settingsText['account.phone'], kind: 'phone', maxLength: 60 },
  { key: 'awayFrom', label: settingsText['account.awayFrom'], kind: 'date' },
  { key: 'awayUntil', label: settingsText['account.awayUntil'], kind: 'date' },
]
