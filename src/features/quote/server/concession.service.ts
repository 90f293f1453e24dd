// What changed from version to version of a quote, and what was given away by it.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { sum } from '#kernel/money.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { concededIn, lineChanges } from '../concession.rules.ts'
import type { Concessions, VersionChange } from '../concession.schema.ts'
import { quoteEntity } from '../quote.entity.ts'
import { getQuote, quoteLines } from './quote.service.ts'
import { selectTold, type ToldVersion } from './quote.sql.ts'

type Whole = ToldVersion & { readonly lines: Awaited<ReturnType<typeof quoteLines>> }

// the difference of two sums tells both of them
const telling = ['gross', 'lines.price', 'lines.amount', 'lines.gross', 'lines.discountValue', 'lines.lineDiscount']

export async function readConcessions(db: Db, actor: Actor, id: string): Promise<Concessions> {
  const { number } = await getQuote(db, actor, id)
  const hidden = hiddenFields(actor, quoteEntity)
  if (telling.some(field => hidden.has(field))) return { items: [], conceded: '0' }
  const versions = await selectTold(db, number)
  const whole = await Promise.all(versions.map(async one => ({ ...one, lines: await quoteLines(db, one.id) })))
  const items = whole.flatMap((one, i) => {
    const before = whole[i - 1]
    return before && before.currency === one.currency ? [changeOf(before, one)] : []
  })
  return { items: items.toReversed(), conceded: sum(items.map(one => one.conceded)) }
}

function changeOf(before: Whole, after: Whole): VersionChange {
  const lines = lineChanges(before.lines, after.lines, after.currency)
  return {
    id: after.id,
    fromNo: before.versionNo,
    toNo: after.versionNo,
    at: after.createdAt,
    byName: after.byName,
    currency: after.currency,
    before: before.gross,
    after: after.gross,
    lines,
    hasOtherTerms: JSON.stringify(before.terms) !== JSON.stringify(after.terms),
    conceded: concededIn(lines),
  }
}
