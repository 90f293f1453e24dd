// What was settled, on paper, for the customer to confirm against their own list.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { letterheadOf, type Printing } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { capitalOf } from '#kernel/capital.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney, formatQty } from '#kernel/money.ts'
import {
  code,
  facts,
  type Letterhead,
  linesTable,
  named,
  type PaperColumn,
  right,
  sheetOf,
  signatures,
  totals,
} from '#kernel/paperSheet.ts'
import { type Paper, pdfAnswer } from '#kernel/pdf.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { type Lang, render } from '#kernel/text.ts'
import { closing } from '#meta/fieldRights.ts'
import { paperText } from '../paper.text.ts'
import { settlementEntity } from '../settlement.entity.ts'
import type { SettlementLine, WholeSettlement } from '../settlement.schema.ts'
import { getSettlement } from './settlement.service.ts'

type Say = (key: keyof typeof paperText) => string
type Frame = { readonly lang: Lang; readonly t: Say; readonly locale: string }

/** Paper tells no more than the page: what is closed to who prints it is not there. */
export async function printSettlement(db: Db, actor: Actor, id: string, printing: Printing): Promise<FileAnswer> {
  const [found, letterhead] = await Promise.all([getSettlement(db, actor, id), letterheadOf(db, actor, printing)])
  const settlement = closing<WholeSettlement>(actor, settlementEntity)(found)
  return pdfAnswer(settlement.number, paperOf(settlement, letterhead))
}

function paperOf(settlement: WholeSettlement, letterhead: Letterhead): Paper {
  const { lang } = letterhead
  const frame: Frame = {
    lang,
    t: key => render(paperText[key], lang),
    locale: lang === 'zh' ? 'zh-CN' : 'en-US',
  }
  const { t } = frame
  const { number, state, note, customerName: to } = settlement
  const mark = state === 'draft' ? render(sheetText['sheet.draft'], lang) : undefined
  return sheetOf({ letterhead, name: t('settlement.paper.title'), number, to, mark }, [
    headOf(settlement, t),
    ...(note ? [{ text: `${t('settlement.paper.remark')}: ${note}`, margin: [0, 0, 0, 8] } satisfies Content] : []),
    linesOf(settlement, frame),
    signatures([t('settlement.paper.seller'), t('settlement.paper.buyer'), t('settlement.paper.signedOn')]),
  ])
}

function headOf(settlement: WholeSettlement, t: Say): Content {
  const { customerName, siteName, orderNumbers, date, periodFrom, periodTo, customerReference, currency } = settlement
  const period = periodFrom || periodTo ? `${periodFrom ?? ''} – ${periodTo ?? ''}` : null
  return facts(
    [
      [t('settlement.paper.to'), customerName],
      [t('settlement.paper.site'), siteName],
      [t('settlement.paper.orders'), orderNumbers],
    ],
    [
      [t('settlement.paper.date'), date],
      [t('settlement.paper.period'), period],
      [t('settlement.paper.theirs'), customerReference],
      [t('settlement.paper.currency'), currency],
    ],
  )
}

type Cell = {
  readonly column: PaperColumn
  readonly of: (line: SettlementLine) => TableCell
  readonly isShown?: boolean
}

function linesOf(settlement: WholeSettlement, { t, lang, locale }: Frame): Content {
  const { lines, currency, amount } = settlement
  const money = (sum: string) => formatMoney(sum, currency ?? '', locale)
  const isTold = typeof amount === 'string' && currency !== null
  const words = isTold ? capitalOf(amount, currency) : undefined
  const all: readonly Cell[] = [
    { column: { head: t('settlement.paper.no'), width: 'fit', isNumber: true }, of: one => right(String(one.no)) },
    { column: { head: t('settlement.paper.code'), width: 84 }, of: one => code(one.code) },
    { column: { head: t('settlement.paper.product'), width: '*' }, of: one => named(one.name, one.spec) },
    {
      column: { head: t('settlement.paper.batch'), width: 60 },
      of: one => code(one.batch),
      isShown: lines.some(one => one.batch),
    },
    { column: { head: t('settlement.paper.shipment'), width: 84 }, of: one => code(one.shipmentNumber) },
    {
      column: { head: t('settlement.paper.qty'), width: 'fit', isNumber: true },
      of: one => right(formatQty(one.qty, locale)),
    },
    { column: { head: t('settlement.paper.unit'), width: 'fit' }, of: one => one.baseUnit },
    {
      column: { head: t('settlement.paper.amount'), width: 'fit', isNumber: true },
      of: one => right(money(one.amount)),
      isShown: isTold,
    },
  ]
  const cells = all.filter(cell => cell.isShown !== false)
  return linesTable({
    columns: cells.map(cell => cell.column),
    rows: lines.map(line => cells.map(cell => cell.of(line))),
    ...(isTold && {
      end: totals({
        rows: [],
        total: [t('settlement.paper.total'), money(amount)],
        words: words ? [render(sheetText['sheet.capital'], lang), words] : undefined,
        small: undefined,
      }),
    }),
  })
}
