// The quote on paper: what the customer reads, in the language asked for.
import type { Content } from 'pdfmake/interfaces.js'
import { letterheadOf, type Printing, pictureAddress } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { dayOf } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { add } from '#kernel/money.ts'
import { facts, type Letterhead, type Stamp, section, sheetOf, signatures, wrapped } from '#kernel/paperSheet.ts'
import { type SoldOnPaper, soldLines, soldTerms } from '#kernel/paperSold.ts'
import { saidParts } from '#kernel/parts.ts'
import { type Paper, pdfAnswer } from '#kernel/pdf.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { QuoteLine, WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { type PaperTemplate, spoken } from '../template.schema.ts'
import { templateText } from '../template.text.ts'
import { getQuote } from './quote.service.ts'
import { templateOf } from './template.service.ts'

export async function printQuote(db: Db, actor: Actor, id: string, printing: Printing): Promise<FileAnswer> {
  const [quote, letterhead, picture] = await Promise.all([
    getQuote(db, actor, id),
    letterheadOf(db, actor, printing),
    pictureAddress(actor.org, printing.folder, 'stamp'),
  ])
  const hidden = hiddenFields(actor, quoteEntity)
  const template = templateOf(actor.org)
  const left = new Set<string>(template.hides)
  const shows: Shows = key => !hidden.has(key) && !left.has(key)
  const stamp = stamps.has(quote.state) ? picture : undefined
  const paper = paperOf(quote, { letterhead, zone: actor.org.zone, shows, template, stamp })
  return pdfAnswer(`${quote.number}-V${quote.versionNo}`, paper)
}

type Say = (key: keyof typeof quoteText, values?: TextValues) => string
type Shows = (key: string) => boolean
type Frame = {
  readonly letterhead: Letterhead
  readonly zone: string
  readonly shows: Shows
  readonly template: PaperTemplate
  readonly stamp: Stamp
}

function paperOf(quote: WholeQuote, { letterhead, zone, shows, template, stamp }: Frame): Paper {
  const { lang } = letterhead
  const t: Say = (key, values) => render(quoteText[key], lang, values)
  const sold = { lang, shows, capital: template.capital }
  const said = (stem: Parameters<typeof spoken>[1]) => spoken(template, stem, lang)
  const names = {
    name: said('title') || t('quote.title'),
    number: `${quote.number} V${quote.versionNo}`,
    numberSaid: `${quote.number} · ${t('quote.paper.version', { no: quote.versionNo })}`,
    to: quote.customerName,
    mark: template.draftMark && unsent.has(quote.state) ? render(sheetText['sheet.draft'], lang) : undefined,
  }
  const sheet = sheetOf({ letterhead, ...names, ...(template.signs && { stamp }) }, [
    ...aside(said('header'), said('company')),
    headOf(template.validity ? quote : { ...quote, validUntil: '' }, zone, t),
    ...proposal(quote, t),
    soldLines(
      quote,
      quote.lines.map(line => onPaper(line, { lang, shows, t })),
      sold,
    ),
    ...soldTerms(quote, sold),
    ...(quote.note && shows('note') ? [section(t('quote.note'), wrapped(quote.note))] : []),
    ...part('quote.template.termsHead', said('terms'), lang),
    ...part('quote.template.bankHead', said('bank'), lang),
    ...(template.signs
      ? [
          signatures(
            signers.map(key => render(templateText[key], lang)),
            stamp !== undefined,
          ),
        ]
      : []),
  ])
  return { ...sheet, footer: [said('footer'), sheet.footer].filter(Boolean).join(' · ') }
}

/** Nobody is bound by what is neither approved nor sent, nor by what is over. */
const stamps: ReadonlySet<string> = new Set(['approved', 'sent', 'accepted'])
const signers = ['quote.template.seller', 'quote.template.buyer', 'quote.template.signedOn'] as const

/** What the customer has not been promised yet. */
const unsent: ReadonlySet<string> = new Set(['draft', 'in_approval'])

const aside = (...texts: readonly string[]): Content[] =>
  texts.filter(Boolean).map(text => ({ ...wrapped(text), fontSize: 9, margin: [0, 0, 0, 6] }))

const part = (head: 'quote.template.termsHead' | 'quote.template.bankHead', text: string, lang: Lang): Content[] =>
  text ? [section(render(templateText[head], lang), wrapped(text))] : []

function headOf(quote: WholeQuote, zone: string, t: Say): Content {
  return facts(
    [
      [t('quote.paper.to'), quote.customerName],
      [t('quote.paper.contact'), quote.contactName],
    ],
    [
      [t('quote.paper.date'), dayOf(new Date(quote.sentAt ?? quote.createdAt), zone)],
      [t('quote.paper.validUntil'), quote.validUntil || null],
      [t('quote.paper.by'), quote.ownerName],
    ],
  )
}

function proposal(quote: WholeQuote, t: Say): Content[] {
  const answered = quote.answers.filter(one => one.answer.trim() !== '')
  if (answered.length === 0) return []
  const items = answered.map(({ need, answer }) => ({ text: [{ text: `${need}: `, bold: true }, answer] }))
  return [
    { text: t('quote.proposal'), bold: true, fontSize: 11, margin: [0, 4, 0, 4], headlineLevel: 1 },
    { ul: items, margin: [0, 0, 0, 10] },
  ]
}

const offeredAs = ({ alternative }: QuoteLine, t: Say): string =>
  alternative === null ? t('quote.optional') : t('quote.alternative', { group: alternative })

type OnPaper = { readonly lang: Lang; readonly shows: Shows; readonly t: Say }
const onPaper = (line: QuoteLine, { lang, shows, t }: OnPaper): SoldOnPaper => ({
  ...line,
  name: line.optional ? `${line.name} (${offeredAs(line, t)})` : line.name,
  small: [
    saidParts(line.parts, lang),
    shows('code') ? line.code : null,
    shows('lines.spec') ? line.spec : null,
    shows('lines.note') ? line.note : null,
  ],
  discount: add(line.lineDiscount, line.share),
  isBeside: line.optional && !line.chosen,
})
