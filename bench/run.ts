// `npm run bench`: the product over HTTP beside the same statements through bare pg, in the same minutes.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPlace } from '../src/app/postgres/place.ts'
import { findPostmaster } from '../src/app/postgres/server.ts'
import { joinPostgres } from '../src/app/postgres/startPostgres.ts'
import { compare, type Result } from './compare.ts'
import { measureDay } from './day.ts'
import { fill } from './fill.ts'
import { measureFront } from './front.ts'
import { residentMiB, startHouse } from './house.ts'
import { leastSizes, measures, quickPlan, wholePlan } from './plan.ts'
import { print, record } from './record.ts'
import { isReached, resultLine, tableHead } from './shown.ts'
import { Worker } from './worker.ts'

const plan = process.argv.includes('--quick') ? quickPlan : wholePlan
const say = (line: string) => process.stdout.write(`${line}\n`)
const port = 24_000 + Math.floor(Math.random() * 5000)
const dataDir = mkdtempSync(join(tmpdir(), 'baton-bench-'))
chmodSync(dataDir, 0o711)
let house = await startHouse(dataDir, port)
try {
  say(`First start (makes the database): ${house.seconds.toFixed(1)} s`)
  await house.stop()
  house = await startHouse(dataDir, port)
  say(`Second start: ${house.seconds.toFixed(1)} s, ${residentMiB(house.child)} MiB resident`)
  const server = await joinPostgres({ dataDir })
  const begun = performance.now()
  const asked = process.argv.slice(2).filter(one => !one.startsWith('--'))
  const frontOnly = asked.length === 1 && asked[0] === 'front'
  const facts = await fill(server, frontOnly ? leastSizes : plan.sizes)
  say(
    `Data: ${plan.sizes.listed} orders to list, ${facts.ready.length} to confirm, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )
  const recorded = await record(facts, server, dataDir)
  if (process.argv.includes('--log')) print(recorded)
  const postmaster = findPostmaster(findPlace(dataDir))?.pid ?? 0
  const pair = {
    floor: new Worker('./floor.ts'),
    product: new Worker('./client.ts'),
    app: house.child.pid ?? 0,
    postmaster,
  }
  await pair.floor.start({ facts, recorded, url: server.appUrl })
  await pair.product.start({ facts, url: house.url })
  const results: Result[] = []
  say(tableHead)
  const only = measures.filter(measure => process.argv.includes(measure))
  const dayOnly = process.argv.includes('day') && only.length === 0
  for (const measure of dayOnly || frontOnly ? [] : only.length > 0 ? only : measures)
    for (const clients of plan.clients) {
      const result = await compare(pair, plan, measure, clients)
      results.push(result)
      say(resultLine(result))
    }
  const day =
    asked.length === 0 || asked.includes('day')
      ? await measureDay(house.url, server, plan, { key: facts.list.key, dataDir })
      : undefined
  const front =
    asked.length === 0 || asked.includes('front') ? await measureFront(house.url, server, plan, dataDir) : undefined
  if (front) say(`\n${front.lines.join('\n')}\n`)
  if (day) say(`\n${day.lines.join('\n')}\n`)
  say(`After it: ${residentMiB(house.child)} MiB resident; all in ${(performance.now() / 1000).toFixed(0)} s`)
  pair.floor.end()
  pair.product.end()
  process.exitCode = results.every(isReached) && day?.isReached !== false && front?.isReached !== false ? 0 : 1
} catch (error) {
  // said before the database goes: the clients that lose it end this process with a fault of theirs
  say(`The bench failed: ${error instanceof Error ? error.stack : error}`)
  process.exitCode = 1
} finally {
  await house.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
