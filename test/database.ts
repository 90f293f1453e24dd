import pg from 'pg'
import { inject } from 'vitest'

export type TestDatabase = {
  name: string
  /** superuser */
  adminUrl: string
  /** baton_owner */
  ownerUrl: string
  /** baton_app: what the application connects as */
  appUrl: string
  /** baton_ops */
  opsUrl: string
  drop: () => Promise<void>
}

let count = 0

/**
 * A fresh, migrated database: once per test file, in `beforeAll`. `empty`: without any table; `world`: with the
 * invented world in it (`worldOn`).
 */
export async function testDatabase(kind: 'migrated' | 'empty' | 'world' = 'migrated'): Promise<TestDatabase> {
  const server = inject('postgres')
  // the browser's tests have no world: theirs is the demo company
  const templates = { migrated: server.template, empty: 'template0', world: inject('world')?.template }
  const name = `test_${process.pid}_${++count}_${Date.now().toString(36)}`
  await runAsAdmin(
    server.adminUrl,
    `create database ${name} template ${templates[kind]} owner baton_owner strategy file_copy`,
  )
  const on = (url: string) => databaseUrl(url, name)
  return {
    name,
    adminUrl: on(server.adminUrl),
    ownerUrl: on(server.ownerUrl),
    appUrl: on(server.appUrl),
    opsUrl: on(server.opsUrl),
    drop: () => runAsAdmin(server.adminUrl, `drop database if exists ${name} with (force)`),
  }
}

export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

export async function runAsAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(adminUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
