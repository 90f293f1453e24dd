import { expect, test } from 'vitest'
import { type Profile, profileProblems } from './billing.rules.ts'

const clean: Profile = {
  kind: 'company',
  name: 'Acme',
  taxNumber: '91110108551385082Q',
  address: 'Road 1',
  phone: '010-1234 5678',
  bank: 'ICBC',
  account: '6222 0200-1234',
  email: 'invoices@acme.example',
  taxKind: 'special',
}
const bare = { address: null, phone: ' ', bank: null, account: '', email: null }

// biome-ignore format: a table
const cases: readonly [what: string, more: Partial<Profile>, problems: readonly string[]][] = [
  ['all there',                     {}, []],
  ['a wrong check digit',           { taxNumber: '911101085513850821' }, ['taxNumber invoice.taxNumberWrong']],
  ['an old registration',           { taxNumber: '110108551385082' }, []],
  ['a company has a number',        { taxNumber: ' ' }, ['taxNumber invoice.taxNumberMissing']],
  ['an institution need not',       { kind: 'institution', taxNumber: null, taxKind: 'plain' }, []],
  ['a person gets a plain one',     { ...bare, kind: 'person', taxNumber: null, taxKind: 'plain' }, []],
  ['and no special one',            { kind: 'person' }, ['kind invoice.specialToPerson']],
  ['abroad numbers are others',     { ...bare, kind: 'foreign', taxNumber: 'DE 136-695', taxKind: 'plain' }, []],
  ['and never special',             { kind: 'foreign' }, ['kind invoice.specialAbroad']],
  ['special asks for all, at once', { ...bare, taxNumber: 'x' },
    ['taxNumber invoice.taxNumberWrong', 'address invoice.missing.address', 'phone invoice.missing.phone', 'bank invoice.missing.bank', 'account invoice.missing.account']],
  ['plain does not',                { ...bare, taxKind: 'plain' }, []],
  ['an account without its bank',   { ...bare, account: '62220200', taxKind: 'plain' }, ['bank billingProfile.bankMissing']],
  ['an IBAN',                       { account: 'DE89 3704 0044 0532 0130 00' }, []],
  ['no account number',             { account: '💰' }, ['account billingProfile.accountWrong']],
  ['no address of mail',            { email: 'a@b' }, ['email invoice.emailWrong']],
]

test.each(cases)('%s', (_, more, problems) => {
  expect(profileProblems({ ...clean, ...more }).map(({ path, key }) => `${path} ${key}`)).toEqual(problems)
})
