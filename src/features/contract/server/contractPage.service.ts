// The customer's own page of a contract: read all of it, sign it. Plain forms, phone first, no account.
import { html, type Markup } from '#features/link/server/markup.service.ts'
import type { LinkPage, Refused, Visit } from '#features/link/server/scope.service.ts'
import { quoteScript, quoteSheet } from '#features/quote/server/pageLook.service.ts'
import { signingFields, signingWords, trapField } from '#features/quote/server/signedForm.service.ts'
import type { Actor } from '#kernel/access.ts'
import { dayOf } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney } from '#kernel/money.ts'
import { missing } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import type { ContractState, Signature, WholeContract } from '../contract.schema.ts'
import { contractPageText as text } from '../page.text.ts'
import type { Written } from '../template.schema.ts'
import { getContract } from './contract.service.ts'
import { selectSignature } from './contract.sql.ts'
import { writeContract } from './document.service.ts'

/** What a customer has in hand; the rest is not ready, or was taken back. */
const shownStates: readonly ContractState[] = ['to_sign', 'effective', 'completed', 'expired']

const contractSheet = `${quoteSheet}
.prose h2{text-align:left}
.prose .big{color:var(--ink);font-size:20px;text-align:center;line-height:1.4;margin:16px 0}
.prose p{white-space:pre-line}
.prose mark{background:var(--tint);color:var(--ink2);padding:0 4px}
.wide{overflow-x:auto;margin:8px 0 16px}
.wide table{border-collapse:collapse;width:100%;font-size:14px}
.wide th,.wide td{border:1px solid var(--line);padding:6px 8px;text-align:left;vertical-align:top}
.wide .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.sides{display:flex;flex-wrap:wrap;margin:16px 0}
.sides div{flex:1 1 220px;padding:0 12px 12px 0}
.sides p{margin:0 0 4px}
`

type Seen = {
  readonly contract: WholeContract
  readonly written: Written
  readonly signature: Signature | undefined
  readonly visit: Visit
  readonly refused: Refused | undefined
  readonly zone: string
}

export async function contractPage(db: Db, visitor: Actor, visit: Visit, refused?: Refused): Promise<LinkPage> {
  const [contract, written, signature] = await Promise.all([
    getContract(db, visitor, visit.recordId),
    writeContract(db, visitor, visit.recordId),
    selectSignature(db, visit.recordId),
  ])
  if (!shownStates.includes(contract.state)) throw missing('contract')
  const seen: Seen = { contract, written, signature, visit, refused, zone: visitor.org.zone }
  const title = visit.say(text['contract.page.title'], { number: contract.number })
  const open = contract.state === 'to_sign'
  return { title, body: bodyOf(seen, title), sheet: contractSheet, ...(open && { script: quoteScript }) }
}

function bodyOf(seen: Seen, title: string): Markup {
  const { contract, visit } = seen
  return html`${watermark(seen)}${head(seen, title)}${standing(seen)}${wrongs(seen)}
<div class="prose">${seen.written.pieces.map(drawn)}</div>
<a class="go" href="${visit.action.replace('?', '/paper?')}">${visit.say(text['contract.page.paper'])}</a>
${contract.state === 'to_sign' && signing(seen)}`
}

/** Whoever passes the page on passes their name on with it. */
function watermark({ contract, visit: { receiver } }: Seen): Markup {
  const words = [receiver ?? contract.customerName, contract.number].join(' · ')
  return html`<svg class="mark" aria-hidden="true" focusable="false"><defs><pattern id="mark" width="340" height="190" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)"><text x="8" y="60">${words}</text><text x="90" y="155">${words}</text></pattern></defs><rect width="100%" height="100%" fill="url(#mark)"></rect></svg>`
}

function head({ contract, visit: { say, lang } }: Seen, title: string): Markup {
  const { amount, currency, effectiveFrom: from, effectiveUntil: until } = contract
  const sum = amount === null ? null : formatMoney(amount, currency, lang === 'zh' ? 'zh-CN' : 'en-US')
  const facts = [
    say(text['contract.page.to'], { customer: contract.customerName }),
    contract.ownerName && say(text['contract.page.by'], { name: contract.ownerName }),
    sum && say(text['contract.page.amount'], { amount: sum }),
    until && say(text['contract.page.term'], { from: from ?? '…', until }),
  ]
  return html`<h1>${title}</h1>
<ul class="facts"><li>${contract.title}</li>${facts.map(fact => fact && html`<li>${fact}</li>`)}</ul>`
}

function standing({ contract, signature, visit: { say }, zone }: Seen): Markup {
  if (contract.state === 'to_sign') return html``
  const date = signature ? dayOf(new Date(signature.at), zone) : (contract.signedOn ?? '')
  const words = signature?.name
    ? say(text['contract.page.signedSay'], { name: signature.name, date })
    : say(text['contract.page.signedBare'], { date })
  return html`<div class="good" role="status"><b>${say(text['contract.page.signed'])}</b><p>${words}</p></div>`
}

const texts: Readonly<Record<string, Label>> = text
const wrongs = ({ refused, visit: { say } }: Seen): Markup =>
  html`${refused?.reasons.map(one => html`<p class="wrong" role="alert">${say(texts[one.key] ?? signingWords(one.key) ?? text['contract.page.notNow'], one.values)}</p>`)}`

type Piece = Written['pieces'][number]
type Runs = Extract<Piece, { mark: string }>['runs']

const words = (runs: Runs): Markup =>
  html`${runs.map(run => (run.blank === undefined ? run.text : html`<mark title="${run.blank}">${run.text}</mark>`))}`

function drawn(piece: Piece): Markup {
  if (piece.kind === 'table') return tableOf(piece.table)
  if (piece.kind === 'sides')
    return html`<div class="sides">${piece.sides.map(side => html`<div>${side.map(run => html`<p>${run.text}</p>`)}</div>`)}</div>`
  const { kind, mark, runs } = piece
  if (kind === 'title') return html`<p class="big"><b>${words(runs)}</b></p>`
  if (kind === 'heading') return html`<h2>${mark} ${words(runs)}</h2>`
  return html`<p>${mark && `${mark} `}${words(runs)}</p>`
}

type TableOf = Extract<Piece, { kind: 'table' }>['table']
function tableOf({ head: columns, rows, foot }: TableOf): Markup {
  const cell = (value: string, i: number): Markup => html`<td${columns[i]?.isNumber && html` class="n"`}>${value}</td>`
  return html`<div class="wide" tabindex="0"><table><thead><tr>${columns.map(one => html`<th${one.isNumber && html` class="n"`}>${one.text}</th>`)}</tr></thead>
<tbody>${rows.map(row => html`<tr>${row.map(cell)}</tr>`)}</tbody></table>${foot.map(line => html`<p class="small">${line}</p>`)}</div>`
}

function signing({ contract, visit, refused }: Seen): Markup {
  const { say } = visit
  return html`<h2>${say(text['contract.page.signTitle'])}</h2>
<form method="post" action="${visit.action}">${trapField(visit)}<input type="hidden" name="hash" value="${contract.contentHash}">
${signingFields(visit, refused?.form)}
<label class="tick"><input type="checkbox" name="agree" required><span>${say(text['contract.page.agree'], { customer: contract.customerName })}</span></label>
<button type="submit" name="do" value="sign">${say(text['contract.page.sign'])}</button></form>`
}
