// Leads given by the rules: at every door, by hand for those that wait, and by the ladder. Trying out asks the same.

import { listLeads } from '#features/lead/server/lead.service.ts'
import type { LeadRow } from '#features/lead/server/lead.table.ts'
import { giveLeadByRule, leadRowsOf, lockLeads, sayOfLead } from '#features/lead/server/pooled.service.ts'
import { holdTakers, layInPool, leadPoolOf } from '#features/pool/server/giving.service.ts'
import {
  type Holding,
  heldFrom,
  protectors,
  registeredFor,
  tellHolders,
} from '#features/registration/server/guard.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { newId } from '#kernel/ids.ts'
import { refuseAll } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import type { GivenFacts, How } from '#meta/given.ts'
import { type Bench, type Decision, decide, type LeadLike } from '../assignment.rules.ts'
import type { Outcome, TryBody } from '../assignment.schema.ts'
import { assignmentText } from '../assignment.text.ts'
import { lockRules, type OrgRow, selectOrg, selectRules, selectWaiting, turnedBound } from './assignment.sql.ts'
import type { RuleRow } from './assignment.table.ts'
import { benchOf } from './bench.service.ts'
import { problemsOf, switchesOf } from './rule.service.ts'

export type Run = {
  readonly leadId: string
  readonly how: Extract<How, 'rule' | 'ladder'>
  /** Who had it already; without one, only what nobody owns is given. */
  readonly except?: ReadonlySet<string>
}
export type Assigned = {
  readonly row: LeadRow
  readonly decision: Decision
  readonly ended: 'given' | 'pooled' | 'left'
}

type Whose = Pick<LeadLike, 'registeredBy' | 'registrations'> & { readonly holdings: readonly Holding[] }
type Registered = ReadonlyMap<string, Whose>
/** Whose each lead is by registration, and whether the company holds to it; one statement for all. */
async function registeredIn(db: Db, org: OrgRow, rows: readonly LeadRow[]): Promise<Registered> {
  const held = await registeredFor(
    db,
    { org },
    rows.map(({ company }) => ({ company })),
  )
  return new Map(rows.map((row, at) => [row.id, whose(org, row, held[at] ?? [])]))
}

const whose = (org: OrgRow, row: LeadRow, holdings: readonly Holding[]): Whose => ({
  holdings,
  registeredBy: protectors(org, row, holdings),
  registrations: heldFrom(row, holdings).map(({ ownerId, ownerName: name, productLine: line, untilOn: until }) => ({
    ownerId,
    name,
    line,
    until,
  })),
})

/** What is locked for a run; the bench moves on with every lead that is given. */
export type Held = {
  readonly org: OrgRow
  readonly rows: ReadonlyMap<string, LeadRow>
  readonly registered: Registered
  readonly first: Bench
  bench: Bench
}

/** The rules, then whoever may take, then the leads: ten at once take their turns fairly. */
export async function holdForRules(tx: Tx, leadIds: readonly string[], only?: string): Promise<Held> {
  const rules = (await lockRules(tx)).filter(rule => only === undefined || rule.id === only)
  await holdTakers(tx)
  const [rows, org] = await Promise.all([lockLeads(tx, leadIds), selectOrg(tx)])
  // counted under the locks: nobody claims meanwhile
  const [first, registered] = await Promise.all([benchOf(tx, org, rules), registeredIn(tx, org, rows)])
  return { org, rows: new Map(rows.map(row => [row.id, row])), registered, first, bench: first }
}

export async function giveHeld(tx: Tx, by: Doer, held: Held, run: Run): Promise<Assigned | undefined> {
  const row = held.rows.get(run.leadId)
  if (!row || !isFree(row, run)) return undefined
  const whoseItIs = held.registered.get(row.id)
  const turn = decide(held.bench, { ...row, ...whoseItIs }, run.except)
  held.bench = turn.bench
  const { decision } = turn
  const holdings = whoseItIs?.holdings ?? []
  return carry(tx, by, row, { decision, org: held.org, run, holdings })
}

/** `only`: by this rule and no other. */
export async function assignByRules(tx: Tx, by: Doer, leadIds: readonly string[], only?: string): Promise<Assigned[]> {
  const held = await holdForRules(tx, leadIds, only)
  const done: Assigned[] = []
  for (const id of leadIds) {
    const one = await giveHeld(tx, by, held, { leadId: id, how: 'rule' })
    if (one) done.push(one)
  }
  keepTurns(tx, held)
  return done
}

const isFree = ({ state, poolId }: LeadRow, { how }: Run): boolean =>
  how === 'rule' ? state === 'unassigned' && poolId === null : state === 'assigned'

export function keepTurns(tx: Tx, { first, bench }: Held): void {
  for (const rule of bench.rules) {
    const old = first.rules.find(one => one.id === rule.id)
    if (old?.lastUserId !== rule.lastUserId || old.turns !== rule.turns) tx.write(turnedBound(tx.orgId, rule))
  }
}

type Carried = {
  readonly decision: Decision
  readonly org: OrgRow
  readonly run: Run
  readonly holdings: readonly Holding[]
}

async function carry(tx: Tx, by: Doer, row: LeadRow, carried: Carried): Promise<Assigned> {
  const { decision, org, run, holdings } = carried
  const { to, ruleId, facts } = decision
  const reason = reasonOf(facts, org.lang)
  if (to) {
    const giving = { how: run.how, org, byId: null, ruleId, facts }
    const next = giveLeadByRule(tx, by, row, { to, giving, by: facts.rule, reason })
    const made = { entity: 'lead', ...next, wasNobodys: row.ownerId === null } as const
    tellHolders(tx, { ...by, name: to.name }, made, holdings)
    return { row: next, decision, ended: 'given' }
  }
  // whoever has it keeps it, where the ladder finds nobody else
  if (run.how === 'ladder') return { row, decision, ended: 'left' }
  const pool = await leadPoolOf(tx, switchesOf(org.settings).fallbackPoolId)
  if (pool) layInPool(tx, by, row, { pool, reason })
  else sayOfLead(tx, by, row, { kind: 'nobodyFits', words: { reason } })
  return { row, decision, ended: pool ? 'pooled' : 'left' }
}

/** In the organisation's language: what the history of the lead says. */
function reasonOf({ rule, method, skipped, passed, over = [] }: GivenFacts, lang: OrgRow['lang']): string {
  const say = (key: keyof typeof assignmentText, values: Record<string, string> = {}) =>
    render(assignmentText[key], lang, values)
  const isMethod = (key: string): key is keyof typeof assignmentText => Object.hasOwn(assignmentText, key)
  const holder = ({ line, ...one }: (typeof over)[number]) =>
    line ? say('assignment.lineHolder', { ...one, line }) : say('assignment.holder', one)
  const how = `assignment.method.${method}`
  const parts = [
    rule ? say('assignment.byRule', { rule, method: isMethod(how) ? say(how) : method }) : '',
    !rule && passed.length === 0 ? say('assignment.noRule') : '',
    passed.length > 0 ? say('assignment.passed', { rules: passed.join(', ') }) : '',
    skipped.length > 0
      ? say('assignment.skipped', {
          people: skipped.map(one => `${one.name} (${say(`assignment.why.${one.why}`)})`).join(', '),
        })
      : '',
    over.length > 0 ? say('assignment.over', { people: over.map(holder).join(', ') }) : '',
  ]
  return parts.filter(Boolean).join(' ')
}

const outcomeOf = (lead: LeadRow, { to, ruleId, facts }: Decision): Outcome => ({
  leadId: lead.id,
  title: lead.company ? `${lead.name} · ${lead.company}` : lead.name,
  region: lead.region,
  productLine: lead.productLine,
  source: lead.source,
  userId: to?.id ?? null,
  userName: to?.name ?? null,
  ruleId,
  facts,
})

/** What these leads would get, one after the other, as the run would give them. */
function tryOn(bench: Bench, leads: readonly LeadRow[], registered: Registered): Outcome[] {
  let now = bench
  return leads.map(lead => {
    const turn = decide(now, { ...lead, ...registered.get(lead.id) })
    now = turn.bench
    return outcomeOf(lead, turn.decision)
  })
}

const atOnce = 200

/** Those that wait and that the actor may give away. */
async function waitingFor(db: Db, actor: Actor, limit = atOnce): Promise<string[]> {
  const rows = await selectWaiting(db, limit)
  return rows.filter(row => can(actor, 'lead.assign', row)).map(row => row.id)
}

export async function distribute(tx: Tx, actor: Actor) {
  const done = await assignByRules(tx, actor, await waitingFor(tx, actor))
  const count = (ended: Assigned['ended']) => done.filter(one => one.ended === ended).length
  return {
    given: count('given'),
    pooled: count('pooled'),
    left: count('left'),
    items: done.map(one => outcomeOf(one.row, one.decision)),
  }
}

/** With rules that nobody has kept yet, too; each goes on from the turn where it stands. */
export async function tryAssigning(
  db: Db,
  actor: Actor,
  { rules, which, count = atOnce }: TryBody,
): Promise<Outcome[]> {
  const old = await selectRules(db)
  if (rules) refuseAll(await problemsOf(db, actor, { rules, old }))
  const standing = rules?.map(rule => ({ ...rule, ...turnOf(old, rule.id) })) ?? old
  const org = await selectOrg(db)
  const ids = which === 'waiting' ? await waitingFor(db, actor, count) : await newest(db, actor, count)
  const [bench, rows] = await Promise.all([benchOf(db, org, standing), leadRowsOf(db, ids)])
  const byId = new Map(rows.map(row => [row.id, row]))
  return tryOn(
    bench,
    ids.flatMap(id => byId.get(id) ?? []),
    await registeredIn(db, org, rows),
  )
}

const turnOf = (old: readonly RuleRow[], id: string | undefined) => {
  const known = old.find(one => one.id === id)
  return { id: id ?? newId(), lastUserId: known?.lastUserId ?? null, turns: known?.turns ?? {} }
}

async function newest(db: Db, actor: Actor, limit: number): Promise<string[]> {
  const { items } = await listLeads(db, actor, { limit, sort: '-createdAt' })
  return items.map(lead => lead.id).toReversed()
}
