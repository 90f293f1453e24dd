// How each invariant of the customer's page is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { deal, file, id, insert, link, now, org, quote } from './rows.ts'

const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' // of abc
const ofQuote = { entity: 'quote', record_id: id(40), scope: 'quote' }
const door = `insert into auth.link (hash, org_id, link_id) values ('z', '${org}', '${id(97)}');`
const signed = { name: 'Lin', content: 'abc', content_hash: hash }
const reply = (more: Parameters<typeof insert>[1]): string =>
  insert('quote_replies', {
    id: id(98),
    quote_id: id(40),
    link_id: id(97),
    kind: 'accepted',
    at: now,
    address: '::1',
    agent: '',
    lang: 'zh',
    chosen: '[]',
    gross: 113,
    ...signed,
    ...more,
  })
const yes = { state: 'accepted', accepted_at: now, content_hash: hash } as const

const offered = {
  quote_id: id(40),
  kind: 'fee',
  fulfil: 'none',
  name: 'x',
  unit: '个',
  factor: 1,
  unit_qty: 1,
  qty: 1,
  price: 0,
  tax_rate: 13,
  base: 0,
  line_discount: 0,
  share: 0,
  amount: 0,
  net: 0,
  tax: 0,
  gross: 0,
  optional: true,
  alternative: 'A',
}

export const quoteBreaks: readonly Break[] = [
  [
    'quote.alternatives',
    'BJ1 v1 · A: 0 chosen',
    deal(30) + quote(40) + insert('quote_lines', { id: id(41), no: 1, ...offered }),
  ],
  [
    'quote.reply',
    'BJ1 v1 · the content that was accepted is not what its hash says',
    deal(30) + quote(40, yes) + link(ofQuote) + door + reply({ content: 'abd' }),
  ],
  [
    'quote.reply',
    'BJ1 v1 · was accepted by link, and does not know it',
    deal(30) + quote(40) + link(ofQuote) + door + reply({}),
  ],
  [
    'quote.reply',
    'BJ1 v1 · the signature is gone',
    deal(30) + quote(40, yes) + link(ofQuote) + door + file + reply({ file_id: id(95) }),
  ],
  [
    'quote.visitor',
    'BJ1 v1 · accepted by a link of something else',
    deal(30) + quote(40, yes) + link() + door + reply({}),
  ],
]
