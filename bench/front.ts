// The front at size: leads, deals and follow-ups by the hundred thousand, and what people open all day beside the very
// statements of it through bare pg, in turn in the same seconds.
import pg from 'pg'
import { createLead } from '#features/lead/server/create.service.ts'
import { createKey } from '#features/people/server/key.service.ts'
import { createOrganisation, createUser } from '#features/people/server/people.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, openDatabase } from '#kernel/db.ts'
import { rebuild } from '../src/app/ops/rebuild.ts'
import { permissionRows } from '../src/app/server/permissions.ts'
import { bundler } from './bundle.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Facts } from './fill.ts'
import { type FrontPlace, fillFront } from './frontFill.ts'
import type { Plan } from './plan.ts'
import { isAlone, type Record1, recordAsked, type Sent } from './record.ts'
import { type Asked, requestOf } from './request.ts'

type Urls = { readonly adminUrl: string; readonly appUrl: string; readonly opsUrl: string }

/** p95 in milliseconds; or the smallest share of the floor. */
type Goal = { readonly ms: number } | { readonly share: number } | undefined
type Case = { readonly name: string; readonly goal: Goal; ask(n: number): Asked; readonly writes?: true }

const names = ['杭州12', '机械', '0042', 'hzjx', '139000']
const filterOf = (field: string, value: string) => encodeURIComponent(JSON.stringify({ field, op: 'is', value }))

function casesOf({ key, pipelineId, poolId, customers }: FrontPlace, facts: Facts): Case[] {
  const get = (path: string): Asked => ({ method: 'GET', path: `/api${path}`, key })
  const customer = (n: number) => customers[(n * 37) % customers.length] ?? ''
  return [
    { name: 'board, first page', goal: { ms: 100 }, ask: () => get(`/deals/board?pipeline=${pipelineId}`) },
    { name: 'pool list', goal: { share: 0.5 }, ask: () => get(`/leads?limit=50&filter=${filterOf('poolId', poolId)}`) },
    { name: 'lead with twins, create', goal: { share: 0.7 }, ask: n => requestOf(facts, 'lead', n), writes: true },
    { name: 'customer timeline', goal: { share: 0.5 }, ask: n => get(`/timeline?entity=customer&id=${customer(n)}`) },
    {
      name: 'search',
      goal: { ms: 50 },
      ask: n => get(`/search?q=${encodeURIComponent(names[n % names.length] ?? '')}`),
    },
    { name: 'team board, a week', goal: undefined, ask: () => get(`/team-board?from=${weekAgo()}&to=${day(0)}`) },
    { name: 'my numbers', goal: undefined, ask: () => get('/my-numbers') },
    {
      name: 'pool simulator, all leads',
      goal: undefined,
      ask: () => ({ ...get(`/pools/${poolId}/preview`), method: 'POST', body: simulated }),
    },
  ]
}
const simulated = { rules: [{ kind: 'noFollowup', days: 30 }] }
const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const weekAgo = () => day(6)

type Measured = { readonly line: string; readonly isReached: boolean }

export async function measureFront(
  house: string,
  urls: Urls,
  { front: plan }: Plan,
  dataDir: string,
): Promise<{ lines: string[]; isReached: boolean }> {
  const place = await openCompany(urls, plan)
  await rebuild({ ...urls, stepDown: false })
  const facts = { lead: place } as unknown as Facts // a lead's request names nothing else of them
  const bare = new pg.Client({ connectionString: urls.appUrl })
  await bare.connect()
  const connection = await openConnection(Number(new URL(house).port))
  const measured: Measured[] = []
  try {
    for (const one of casesOf(place, facts)) {
      const first = await recordAsked(urls, dataDir, place.orgId, [one.ask(0), one.ask(2)])
      measured.push(
        await measure(connection, bare, place.orgId, { ...one, rounds: plan.rounds, recorded: first, facts }),
      )
    }
  } finally {
    await bare.end()
  }
  const head = [
    `Front: ${plan.leads.toLocaleString('en')} leads, ${plan.deals.toLocaleString('en')} deals, ${plan.followups.toLocaleString('en')} follow-ups of one company, one client`,
    '',
    '| what | floor p50 ms | product p50 · p95 ms | product ÷ floor | buffers of the floor | goal |',
    '|---|---|---|---|---|---|',
  ]
  return { lines: [...head, ...measured.map(one => one.line), ''], isReached: measured.every(one => one.isReached) }
}

type Work = Case & { readonly rounds: number; readonly recorded: Record1; readonly facts: Facts }

/** In turn, five and five: only what was measured in the same seconds is compared. */
async function measure(house: Connection, bare: pg.Client, orgId: string, work: Work): Promise<Measured> {
  const { name, goal, ask, rounds, recorded, facts, writes } = work
  const bundles = writes ? bundler(facts, 'lead', recorded) : () => withoutFrame(recorded.statements)
  const [product, floor]: [number[], number[]] = [[], []]
  const ratios: number[] = []
  for (let round = -1; round < rounds; round++) {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let i = 0; i < 5; i++) ours.push(await timed(() => fetched(house, ask(1000 + round * 5 + i))))
    for (let i = 0; i < 5; i++) theirs.push(await timed(() => replay(bare, orgId, bundles(round * 5 + i))))
    // the first round warms both up
    if (round < 0) continue
    product.push(...ours)
    floor.push(...theirs)
    ratios.push(at(theirs, 0.5) / at(ours, 0.5))
  }
  const [share, p95] = [at(ratios, 0.5), at(product, 0.95)]
  const isReached = !goal || ('ms' in goal ? p95 <= goal.ms : share >= goal.share)
  const said = goal ? ('ms' in goal ? `p95 ≤ ${goal.ms} ms` : `≥ ${goal.share * 100} %`) : '–'
  const read = writes ? '' : (await buffersOf(bare, orgId, withoutFrame(recorded.statements))).toLocaleString('en')
  const cells = [
    name,
    at(floor, 0.5).toFixed(1),
    `${at(product, 0.5).toFixed(1)} · ${p95.toFixed(1)}`,
    `**${Math.round(share * 100)} %**`,
    read,
    isReached ? said : `${said}, missed`,
  ]
  return { line: `| ${cells.join(' | ')} |`, isReached }
}

const withoutFrame = (statements: readonly Sent[]): Sent[] =>
  statements.filter(
    ({ name, text }) => !/^(begin|commit|rollback)/.test(text) && name !== 'begin.settle' && name !== 'plan',
  )

async function replay(bare: pg.Client, orgId: string, statements: readonly Sent[]): Promise<void> {
  for (const one of statements.filter(isAlone)) await bare.query({ ...one, values: [...(one.values ?? [])] })
  await bare.query('begin')
  await bare.query(`select set_config('app.org_id', '${orgId}', true)`)
  for (const [i, { name, text, values = [] }] of statements.entries())
    if (!isAlone({ ...(name && { name }), text }))
      await bare.query({ name: `front.${name ?? i}.${hash(text)}`, text, values: [...values] })
  await bare.query('commit')
}
/** One name, one text. */
const hash = (text: string): string => {
  let sum = 0
  for (const sign of text) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 2_147_483_647
  return sum.toString(36)
}

/** Pages that the statements of one request touch: what does not move with the machine's load. */
async function buffersOf(bare: pg.Client, orgId: string, statements: readonly Sent[]): Promise<number> {
  let pages = 0
  await bare.query('begin')
  await bare.query(`select set_config('app.org_id', '${orgId}', true)`)
  for (const { text, values = [] } of statements) {
    if (!/^\s*(select|with|\(select)/i.test(text)) continue
    const { rows } = await bare.query<{ 'QUERY PLAN': string }>({
      text: `explain (analyze, buffers, timing off) ${text}`,
      values: [...values],
    })
    const lines = rows.map(row => row['QUERY PLAN'])
    const found = lines.find(line => line.includes('Buffers:')) ?? ''
    const own = [...found.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    pages += own
    if (process.argv.includes('--log') && own > 2000)
      process.stdout.write(`\n== ${own} buffers: ${text.replace(/\s+/g, ' ').slice(0, 400)}\n${lines.join('\n')}\n`)
  }
  await bare.query('rollback')
  return pages
}

async function fetched(house: Connection, { method, path, key, body }: Asked): Promise<void> {
  const kind = body ? 'content-type: application/json\r\n' : ''
  const head = `${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${key}\r\n${kind}`
  const answer = await house(head, body ? JSON.stringify(body) : '')
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.slice(0, 300)}`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
const at = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** A company with one manager above twenty who sell; people and key by the verbs, the rest by SQL. */
async function openCompany(urls: Urls, sizes: Plan['front']): Promise<FrontPlace> {
  const db = openDatabase({ url: urls.appUrl })
  try {
    const owner = { name: 'F', email: 'front@bench.example', password: 'correct horse battery' }
    const { orgId, ownerId, deptId } = await createOrganisation(db, { name: 'F', lang: 'zh', owner, via: 'demo' })
    const actor = await inOrg(db, orgId, { mode: 'read' }, tx => loadActor(tx, permissionRows, ownerId, 'api'))
    const made = await inOrg(db, orgId, { mode: 'write' }, async tx => {
      const by = { userId: ownerId, via: 'demo' } as const
      const sellers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          createUser(tx, by, {
            name: `销售${i}`,
            email: `seller${i}@bench.example`,
            roles: ['sales'],
            deptId,
            managerId: ownerId,
            lang: 'zh',
            password: 'correct horse battery',
          }),
        ),
      )
      await createLead(tx, actor, { name: '第一个' })
      return { sellers, ...(await createKey(tx, actor, { name: 'bench' })) }
    })
    const place = { orgId, userId: ownerId, deptId, keyId: made.id, key: made.secret, sellers: made.sellers }
    return await fillFront(urls.adminUrl, place, sizes)
  } finally {
    await db.pool.end()
  }
}
