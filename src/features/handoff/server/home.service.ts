// What the order desk, reviewers and sales find on Home: packets and reviews where they hold the ball.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import type { BoardColumn } from '../handoff.schema.ts'
import { holderOf } from './board.service.ts'
import { type CardRow, selectColumn } from './board.sql.ts'

type Move = { readonly entity: 'handoff' | 'order'; readonly move: 'accept' | 'submit' | 'confirm' }

const lineOf = (row: CardRow, step: string, key: string, wanted?: Move): HomeLine => ({
  key: `${row.entity}:${row.recordId}:${step}`,
  entity: row.entity,
  recordId: row.recordId,
  who: row.customerName,
  text: null,
  say: { key },
  note: [row.number, row.title].filter(Boolean).join(' · '),
  phone: null,
  at: row.since,
  step,
  move: wanted ? moveOf(row, wanted) : null,
  actions: ['open'],
})

const moveOf = ({ recordId }: CardRow, { entity, move }: Move) => ({
  say: `move.${entity}.${move}`,
  path: `/${entity}s/${recordId}/moves/${move}`,
})

async function held(db: Db, actor: Actor, column: BoardColumn): Promise<CardRow[]> {
  const rows = await selectColumn(db, actor, column, { before: () => db.now })
  return rows.filter(row => holderOf(actor, row).me).slice(0, 50)
}

export const handoffHome: readonly HomeSource[] = [
  {
    section: 'packet',
    access: 'handoff.accept',
    lines: async (db, actor) =>
      (await held(db, actor, 'packet'))
        .filter(row => row.note === null)
        .map(row => lineOf(row, 'handoff', 'handoff.home.packet', { entity: 'handoff', move: 'accept' })),
  },
  {
    section: 'mine',
    access: 'handoff.resubmit',
    lines: async (db, actor) =>
      (await held(db, actor, 'packet'))
        .filter(row => row.note !== null)
        .map(row => lineOf(row, 'handoff', 'handoff.note.sentBack')),
  },
  {
    section: 'mine',
    access: 'order.submit',
    lines: async (db, actor) =>
      (await held(db, actor, 'submit')).map(row =>
        lineOf(row, 'order', 'handoff.home.submit', { entity: 'order', move: 'submit' }),
      ),
  },
  {
    section: 'stalled',
    access: 'order.confirm',
    lines: async (db, actor) =>
      (await held(db, actor, 'review'))
        .filter(row => row.note !== null)
        .map(row => lineOf(row, 'order', 'handoff.home.reviewed', { entity: 'order', move: 'confirm' })),
  },
  {
    section: 'stalled',
    access: 'deal.win',
    lines: async (db, actor) =>
      (await held(db, actor, 'wonNoOrder')).map(row => lineOf(row, 'handoff', 'handoff.col.wonNoOrder')),
  },
]
