// The team of a deal, its lines, its competitors: each is written as a whole, under the deal's lock and version.
import { findProducts } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp, tell } from '#meta/server/record.service.ts'
import { lineAmount, linesTotal, ownerShare, teamProblems } from '../part.rules.ts'
import type { Lines, LinesEdit, Rivals, RivalsEdit, Team, TeamEdit } from '../part.schema.ts'
import { getDeal, lockSeenDeal, mustMay } from './deal.service.ts'
import { type DealRow, deals } from './deal.table.ts'
import {
  addTeamReaders,
  dropLinesBound,
  dropRivalsBound,
  dropTeamBounds,
  selectCompetitors,
  selectLines,
  selectPeopleOf,
  selectRivals,
  selectTeam,
} from './part.sql.ts'
import { dealCompetitors, dealLines, dealMembers } from './part.table.ts'
import { dropStageRequest, holdStageRequest, stageHash } from './stageRequest.service.ts'

type Stood = { readonly version?: number | undefined }

async function holdDeal(tx: Tx, actor: Actor, id: string, { version }: Stood) {
  const [request, row] = await Promise.all([holdStageRequest(tx, id), lockSeenDeal(tx, actor, id)])
  mustMay(actor, 'deal.edit', row)
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  return { request, row }
}

type Said = { readonly next?: DealRow; readonly kind: string; readonly before: object; readonly after: object }

function write(tx: Tx, actor: Actor, row: DealRow, { next = row, kind, before, after }: Said): void {
  const written = { ...next, ...editStamp(tx, actor, row) }
  tx.write(deals.update(tx.orgId, written))
  const about = [{ entity: 'customer', recordId: row.customerId }]
  const event = { entity: 'deal', recordId: row.id, kind, threads: [row.threadId], about, version: written.version }
  tell(tx, { actor, ...event, before: { ...before }, after: { ...after } })
}

export async function readTeam(db: Db, actor: Actor, id: string): Promise<Team> {
  const [deal, items] = await Promise.all([getDeal(db, actor, id), selectTeam(db, id)])
  const { version, ownerId, ownerName } = deal
  return { version, ownerId, ownerName, ownerShare: ownerShare(items), items }
}

export async function setTeam(tx: Tx, actor: Actor, id: string, edit: TeamEdit): Promise<Team> {
  const { row } = await holdDeal(tx, actor, id, edit)
  const ids = edit.items.map(one => one.userId)
  const [old, people] = await Promise.all([selectTeam(tx, id), selectPeopleOf(tx, ids)])
  const names = new Map(people.map(one => [one.id, one.name]))
  // whoever left stays where they were, and nobody who left is added
  const fit = new Set([...people.filter(one => one.active).map(one => one.id), ...old.map(one => one.userId)])
  const unknown = ids.flatMap((userId, i) =>
    fit.has(userId) ? [] : [reason('deal.unknownMember', `items.${i}.userId`)],
  )
  refuseAll([...unknown, ...teamProblems(edit.items, row.ownerId)])
  tx.write(
    ...dropTeamBounds(tx.orgId, id),
    dealMembers.insert(
      tx.orgId,
      edit.items.map(item => ({ ...item, dealId: id })),
    ),
    addTeamReaders(tx.orgId, id, ids),
  )
  const before = { team: old.map(one => `${one.name} ${one.share}%`).join('；') }
  const after = { team: edit.items.map(one => `${names.get(one.userId) ?? ''} ${one.share}%`).join('；') }
  write(tx, actor, row, { kind: 'deal.teamChanged', before, after })
  return readTeam(tx, actor, id)
}

export async function readLines(db: Db, actor: Actor, id: string): Promise<Lines> {
  const [{ version }, items] = await Promise.all([getDeal(db, actor, id), selectLines(db, id)])
  return { version, items, total: linesTotal(items) }
}

/** Their sum is the deal's amount where somebody says so, and stays it until the amount is typed or comes from a quote. */
export async function setLines(tx: Tx, actor: Actor, id: string, edit: LinesEdit): Promise<Lines> {
  const { request, row } = await holdDeal(tx, actor, id, edit)
  const items = await pricedLines(tx, row, edit)
  const total = linesTotal(items)
  const isSum = edit.asAmount ?? row.amountFrom === 'products'
  if (edit.asAmount && items.length === 0) throw new Refusal(reason('deal.noLines', 'items'))
  tx.write(dropLinesBound(tx.orgId, id), dealLines.insert(tx.orgId, items))
  const source = isSum ? ('products' as const) : row.amountFrom === 'products' ? ('manual' as const) : row.amountFrom
  const filled: DealRow = { ...row, amountFrom: source, ...(isSum && { amount: total }) }
  const isOther = request !== undefined && stageHash(filled) !== request.contentHash
  const next = isOther ? { ...filled, ...dropStageRequest(tx, actor, request) } : filled
  const before = { ...(isSum && { amount: row.amount }) }
  const after = { lines: items.length, total, ...(isSum && { amount: total }) }
  write(tx, actor, row, { next, kind: 'deal.linesChanged', before, after })
  return readLines(tx, actor, id)
}

async function pricedLines(tx: Tx, row: DealRow, { items }: LinesEdit) {
  const ids = items.flatMap(one => (one.productId ? [one.productId] : []))
  const products = await findProducts(tx, [...new Set(ids)])
  const reasons = items.flatMap(({ productId, name }, i) => {
    if (productId && !products.has(productId)) return [reason('deal.unknownProduct', `items.${i}.productId`)]
    return productId || name ? [] : [reason('deal.lineNeedsName', `items.${i}.name`)]
  })
  refuseAll(reasons)
  return items.map(({ productId, name, qty, price, discount = '0' }, i) => {
    const product = productId ? products.get(productId) : undefined
    const line = { qty, price: price ?? product?.price ?? '0', discount }
    return {
      id: newId(),
      dealId: row.id,
      no: i + 1,
      productId: productId ?? null,
      name: (name ?? product?.name ?? '').trim(),
      ...line,
      amount: lineAmount(line, row.currency),
    }
  })
}

export async function readRivals(db: Db, actor: Actor, id: string): Promise<Rivals> {
  const [{ version }, items] = await Promise.all([getDeal(db, actor, id), selectRivals(db, id)])
  return { version, items }
}

export async function setRivals(tx: Tx, actor: Actor, id: string, edit: RivalsEdit): Promise<Rivals> {
  const { row } = await holdDeal(tx, actor, id, edit)
  const [old, all] = await Promise.all([selectRivals(tx, id), selectCompetitors(tx)])
  const names = new Map(all.map(one => [one.id, one.name]))
  const reasons = edit.items.flatMap(({ competitorId }, i) => {
    if (!names.has(competitorId)) return [reason('deal.unknownCompetitor', `items.${i}.competitorId`)]
    const isTwice = edit.items.findIndex(one => one.competitorId === competitorId) !== i
    return isTwice ? [reason('deal.competitorTwice', `items.${i}.competitorId`)] : []
  })
  refuseAll(reasons)
  const said = (words: string | null | undefined): string | null => words?.trim() || null
  const rows = edit.items.map(({ competitorId, strengths, note }) => ({
    dealId: id,
    competitorId,
    strengths: said(strengths),
    note: said(note),
  }))
  tx.write(dropRivalsBound(tx.orgId, id), dealCompetitors.insert(tx.orgId, rows))
  const before = { competitors: old.map(one => one.name).join('；') }
  const after = { competitors: rows.map(one => names.get(one.competitorId)).join('；') }
  write(tx, actor, row, { kind: 'deal.rivalsChanged', before, after })
  return readRivals(tx, actor, id)
}
