// Group bots: made, changed, tried out. Their addresses and secrets are sealed, and shown to nobody again.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Sealer } from '#kernel/sealed.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { hintOf, urlProblems } from '../bot.rules.ts'
import type { Bot, BotEdit, Bots, NewBot } from '../bot.schema.ts'
import { type BotRow, lockBot, putBotBound, selectBots, selectPosts, testBound } from './bot.sql.ts'

/** What of the server bots need: its seal, and the hosts that it allows beside the three. */
export type BotParts = { readonly sealer: Sealer; readonly hosts: readonly string[] }

export const placeOf = (orgId: string, botId: string, what: 'url' | 'secret'): string => `bot:${orgId}:${botId}:${what}`

export async function listBots(db: Db, _actor: Actor, parts: BotParts): Promise<Bots> {
  const [rows, recent] = await Promise.all([selectBots(db), selectPosts(db)])
  return { items: rows.map(row => shown(db.orgId, row, parts)), recent }
}

function shown(orgId: string, row: BotRow, { sealer }: BotParts): Bot {
  const { id, version, name, kind, kinds, deptId, active } = row
  const url = sealer.open(row.url, placeOf(orgId, id, 'url'))
  return {
    id,
    version,
    name,
    kind,
    urlHint: url ? hintOf(url) : '',
    hasSecret: row.secret !== null,
    kinds: [...kinds],
    deptId,
    active,
  }
}

export async function createBot(tx: Tx, actor: Actor, input: NewBot, parts: BotParts): Promise<Bot> {
  const id = newId()
  const { name, kind, kinds = [], deptId = null, active = true } = input
  const blank = { url: '', secret: null, version: 1, createdAt: tx.now, updatedAt: tx.now, deletedAt: null }
  const row = await checked(tx, actor, { id, name, kind, kinds, deptId, active, ...blank }, { ...input, ...parts })
  tx.write(putBotBound(tx.orgId, row))
  say(tx, actor, 'botAdded', [{}, row])
  return shown(tx.orgId, row, parts)
}

type Editing = BotEdit & { readonly id: string }

export async function editBot(tx: Tx, actor: Actor, { id, ...input }: Editing, parts: BotParts): Promise<Bot> {
  const old = await held(tx, id)
  if (input.version !== undefined && input.version !== old.version)
    throw new Refusal({ key: 'kernel.stale', path: 'version' }, 'conflict')
  const { name = old.name, kinds = old.kinds, deptId = old.deptId, active = old.active } = input
  const next = { ...old, name, kinds, deptId, active, version: old.version + 1, updatedAt: tx.now }
  const row = await checked(tx, actor, next, { ...input, ...parts })
  tx.write(putBotBound(tx.orgId, row))
  say(tx, actor, 'botSet', [old, row])
  return shown(tx.orgId, row, parts)
}

export async function dropBot(tx: Tx, actor: Actor, id: string): Promise<Record<never, never>> {
  const old = await held(tx, id)
  // nobody needs the address any more
  const row = { ...old, active: false, secret: null, url: '', version: old.version + 1, deletedAt: tx.now }
  tx.write(putBotBound(tx.orgId, row))
  say(tx, actor, 'botDropped', [{}, row])
  return {}
}

/** Goes the way of everything it posts, so that it proves the whole of it. */
export async function testBot(tx: Tx, _actor: Actor, id: string): Promise<Record<never, never>> {
  const row = await held(tx, id)
  if (!row.active) throw new Refusal('bot.off')
  tx.write(testBound(tx.orgId, newId(), id, tx.now))
  return {}
}

async function held(tx: Tx, id: string): Promise<BotRow> {
  const row = await lockBot(tx, id)
  if (!row) throw missing('bot')
  return row
}

type Secrets = { readonly url?: string; readonly secret?: string | null }

async function checked(
  tx: Tx,
  actor: Actor,
  row: BotRow,
  { url, secret, sealer, hosts }: Secrets & BotParts,
): Promise<BotRow> {
  const known = row.deptId === null || (await reachableIds(tx, actor, 'department', [row.deptId])).has(row.deptId)
  refuseAll([
    ...(url === undefined ? [] : urlProblems(row.kind, url.trim(), hosts)),
    ...(known ? [] : [reason('kernel.missing', 'deptId')]),
  ])
  const seal = (text: string, what: 'url' | 'secret'): string =>
    sealer.seal(text.trim(), placeOf(tx.orgId, row.id, what))
  return {
    ...row,
    ...(url !== undefined && { url: seal(url, 'url') }),
    ...(secret !== undefined && { secret: secret?.trim() ? seal(secret, 'secret') : null }),
  }
}

const told = ({ name, kinds, deptId, active }: Partial<BotRow>) => ({ name, kinds, deptId, active })

type Deed = 'botAdded' | 'botSet' | 'botDropped'

function say(tx: Tx, actor: Actor, deed: Deed, [old, row]: readonly [Partial<BotRow>, BotRow]): void {
  const differs = changes(told(old), told(row))
  tell(tx, { actor, entity: 'org', recordId: tx.orgId, kind: `notice.${deed}`, ...differs })
}
