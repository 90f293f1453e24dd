import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canEnter } from './account.ts'
import { findPlace } from './place.ts'
import { startPostgres } from './startPostgres.ts'

let home: string
let moved: string | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'baton-home-')) // 0700, as mkdtemp makes them
  moved = undefined
})

afterEach(() => {
  for (const folder of [home, moved]) if (folder) rmSync(folder, { recursive: true, force: true })
})

test('who may enter is decided by every folder on the way', () => {
  const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }
  mkdirSync(join(home, 'inner'), { mode: 0o755 })
  expect(canEnter(join(home, 'inner'), nobody)).toBe(false)
  expect(canEnter(join(home, 'inner', 'not-there-yet'), nobody)).toBe(false)
  chmodSync(home, 0o711)
  expect(canEnter(join(home, 'inner'), nobody)).toBe(true)
})

describe.runIf(process.getuid?.() === 0)('as root, below a folder that nobody else may enter', () => {
  test('the data goes to a folder of /var/lib, and the same one is found again', async () => {
    const dataDir = join(home, 'checkout', 'data')
    const place = findPlace(dataDir)
    moved = place.movedTo
    expect(place.cluster).toMatch(/^\/var\/lib\/baton-[\w-]+-[0-9a-f]{8}\/postgres$/)
    const server = await startPostgres({ dataDir, durable: false })
    try {
      expect(server.moved).toEqual({ account: place.account?.name, folder: moved })
      expect(await one(server.appUrl, 'select 1 as n')).toEqual({ n: 1 })
      expect(findPlace(dataDir).cluster).toBe(place.cluster)
    } finally {
      await server.stop()
    }
  })

  test('the programs are copied beside it when they cannot be reached either', () => {
    const native = join(home, 'native')
    mkdirSync(join(native, 'bin'), { recursive: true })
    const place = findPlace(join(home, 'data'), { native, version: '18.0' })
    moved = place.movedTo
    expect(place.native).toBe(join(moved ?? '', 'programs-18.0'))
    expect(existsSync(join(place.native, 'bin'))).toBe(true)
  })

  test('a database that is already there but out of reach is named, not begun anew', () => {
    const dataDir = join(home, 'data')
    mkdirSync(join(dataDir, 'postgres'), { recursive: true })
    expect(() => findPlace(dataDir)).toThrow(/may no longer enter/)
  })
})

async function one(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0]
  } finally {
    await client.end()
  }
}
