// The statement on paper, for the payer to confirm and send back.
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { letterheadOf, type Printing } from '#features/file/server/logo.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { FileAnswer } from '#kernel/api.ts'
import { capitalOf } from '#kernel/capital.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney, isZero, signOf } from '#kernel/money.ts'
import { facts, type Letterhead, linesTable, named, right, sheetOf, signatures, totals } from '#kernel/paperSheet.ts'
import { type Paper, pdfAnswer } from '#kernel/pdf.ts'
import { sheetText } from '#kernel/sheet.text.ts'
import { type Lang, render } from '#kernel/text.ts'
import { toPay } from '../statement.rules.ts'
import type { Statement, StatementQuery, StatementRow } from '../statement.schema.ts'
import { statementText } from '../statement.text.ts'
import { readStatement } from './statement.service.ts'

type Wish = { readonly query: StatementQuery; readonly printing: Printing }

export async function printStatement(db: Db, actor: Actor, id: string, wish: Wish): Promise<FileAnswer> {
  const [statement, letterhead] = await Promise.all([
    readStatement(db, actor, id, wish.query),
    letterheadOf(db, actor, wish.printing),
  ])
  const title = render(statementText['statement.title'], letterhead.lang)
  return pdfAnswer(`${title} ${statement.customerName} ${periodOf(statement)}`, paperOf(statement, letterhead))
}

const periodOf = ({ from, to }: Statement): string => `${from} – ${to}`
type Say = (key: keyof typeof statementText) => string
type Frame = { readonly lang: Lang; readonly t: Say; readonly money: (amount: string) => string }

function paperOf(statement: Statement, letterhead: Letterhead): Paper {
  const { lang } = letterhead
  const t: Say = key => render(statementText[key], lang)
  const money = (amount: string) => formatMoney(amount, statement.currency, lang === 'zh' ? 'zh-CN' : 'en-US')
  const names = { name: t('statement.title'), number: periodOf(statement), to: statement.customerName }
  return sheetOf({ letterhead, ...names }, [
    facts(
      [[t('statement.to'), statement.customerName]],
      [
        [t('statement.basis'), t(`statement.${statement.basis}`)],
        [t('statement.currency'), statement.currency],
      ],
    ),
    rowsOf(statement, { lang, t, money }),
    signatures([t('statement.seller'), t('statement.buyer'), t('statement.signedOn')]),
  ])
}

const columns = [
  { of: 'day', width: 'fit' },
  { of: 'what', width: '*' },
  { of: 'owed', width: 'fit', isNumber: true },
  { of: 'paid', width: 'fit', isNumber: true },
  { of: 'balance', width: 'fit', isNumber: true },
] as const

function rowsOf(statement: Statement, frame: Frame): Content {
  const { t, money } = frame
  const side = (amount: string) => right(isZero(amount) ? '' : money(amount))
  const cells = ({ day, kind, number, owed, paid, balance }: StatementRow): TableCell[] => [
    day,
    named(t(`statement.row.${kind}`), number),
    side(owed),
    side(paid),
    right(money(balance)),
  ]
  const { from, opening, rows } = statement
  return linesTable({
    columns: columns.map(({ of: key, ...column }) => ({ ...column, head: t(`statement.${key}`) })),
    rows: [[from, t('statement.opening'), '', '', right(money(opening))], ...rows.map(cells)],
    end: totalsOf(statement, frame),
  })
}

function totalsOf(statement: Statement, { lang, t, money }: Frame): Content {
  const { opening, owed, paid, closing, currency } = statement
  const words = signOf(closing) > 0 ? capitalOf(toPay(statement), currency) : undefined
  return totals({
    rows: [
      [t('statement.opening'), money(opening)],
      [t('statement.owed'), money(owed)],
      [t('statement.paid'), money(paid)],
    ],
    total: [t('statement.closing'), money(closing)],
    words: words ? [render(sheetText['sheet.capital'], lang), words] : undefined,
    small: signOf(closing) < 0 ? t('statement.hold') : undefined,
  })
}
