// The hand-off board: every run from a lead to after-sales, its age on the working clock, and who
// has the ball.
import type { Actor } from '#kernel/access.ts'
import { calendarOf } from '#kernel/calendar.ts'
import type { Db } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { showsFigure } from '#meta/figure.ts'
import { clocksOf, lateSince, median, minutesSince } from '../handoff.rules.ts'
import {
  type Board,
  type BoardCard,
  type BoardColumn,
  type BoardPart,
  boardParts,
  type Find,
  finds,
  type Holder,
} from '../handoff.schema.ts'
import { type CardRow, selectAges, selectColumn } from './board.sql.ts'
import { selectFound } from './running.sql.ts'

export const holderOf = (actor: Actor, at: Pick<CardRow, 'userId' | 'name' | 'role'>): Holder => ({
  userId: at.userId,
  name: at.name,
  role: at.role,
  me: at.userId === actor.userId || (at.userId === null && actor.roles.some(role => role === at.role)),
})

type Asked = { readonly part?: BoardPart; readonly find?: Find }

/** Nothing said: from a won deal on. What nobody moves lies among the orders. */
const columnsOf = ({ part, find }: Asked): readonly BoardColumn[] => {
  if (find) return boardParts.orders.filter(column => column !== 'service')
  return part ? boardParts[part] : [...boardParts.handoff, ...boardParts.orders]
}

export async function readBoard(db: Db, actor: Actor, asked: Asked = {}): Promise<Board> {
  const clocks = clocksOf(actor.org.settings)
  const keys = columnsOf(asked)
  const lateBefore = (key: BoardColumn) => () => lateSince(db.now, clocks[key], calendarOf(actor.org))
  const [stalled, ...found] = await Promise.all([
    Promise.all(finds.map(find => selectFound(db, actor, find))),
    ...keys.map(column => selectColumn(db, actor, column, { find: asked.find, before: lateBefore(column) })),
  ])
  const columns = await Promise.all(
    keys.map(async (key, i) => {
      const rows = found[i] ?? []
      const allowed = clocks[key]
      const cards = rows.map(row => cardOf(db, actor, row, { key, allowed }))
      const count = rows[0]?.total ?? 0
      const ages =
        count > cards.length
          ? await agesOf(db, actor, { key, allowed, first: rows[0] }, lateBefore(key))
          : { late: cards.filter(card => card.late).length, median: median(cards.map(card => card.minutes)) }
      return {
        key,
        count,
        amount: rows.every(row => isOpen(actor, row)) ? canonical(rows[0]?.sum ?? '0') : null,
        allowed,
        ...ages,
        cards: cards.toSorted((a, b) => b.minutes / b.allowed - a.minutes / a.allowed),
      }
    }),
  )
  const sums = showsFigure(actor, 'order')
  return { columns, found: stalled.map(one => ({ ...one, amount: sums ? canonical(one.amount ?? '0') : null })) }
}

/** Over all cards of a column, not only those that are shown. */
async function agesOf(
  db: Db,
  actor: Actor,
  { key, first }: Step & { readonly first: CardRow | undefined },
  before: () => string,
) {
  const known = first?.middle === undefined ? await selectAges(db, actor, key, { before }) : first
  return { late: known.late ?? 0, median: minutesSince(known.middle ?? db.now, db.now, calendarOf(actor.org)) }
}

/** A packet tells what its order is worth. */
const isOpen = (actor: Actor, { entity }: Pick<CardRow, 'entity'>): boolean =>
  showsFigure(actor, entity === 'handoff' ? 'order' : entity)

type Step = { readonly key: BoardColumn; readonly allowed: number }

function cardOf(db: Db, actor: Actor, found: CardRow, { key, allowed }: Step): BoardCard {
  const {
    baseAmount: _,
    total: __,
    sum: ___,
    late: ____,
    middle: _____,
    detail = null,
    userId,
    name,
    role,
    ...row
  } = found
  const minutes = minutesSince(row.since, db.now, calendarOf(actor.org))
  return {
    ...row,
    amount: row.amount === null || !isOpen(actor, row) ? null : canonical(row.amount),
    detail,
    key: `${key}:${row.entity}:${row.recordId}`,
    column: key,
    minutes,
    allowed,
    late: minutes > allowed,
    holder: holderOf(actor, { userId, name, role }),
  }
}
