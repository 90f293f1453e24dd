import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseFolder } from '../../src/app/server/databases.ts'
import { dumpSchema } from '../../src/kernel/schemaDump.ts'
import { type TestDatabase, testDatabase } from '../database.ts'

let db: TestDatabase
let client: pg.Client

beforeAll(async () => {
  db = await testDatabase()
  client = new pg.Client({ connectionString: db.adminUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await db.drop()
})

test('db/schema.sql is what the migrations come to (else: node src/app/cli/schema.ts --write)', async () => {
  expect(await dumpSchema(client)).toBe(readFileSync(join(databaseFolder, 'schema.sql'), 'utf8'))
})

test('the dump shows columns, keys, indexes, policies and functions, and no month of a partitioned table', async () => {
  await client.query(`
    create table public.shown (id int primary key, twice int generated always as (id * 2) stored, word text collate "C" default 'x' not null, check (id > 0)) ;
    create index shown_word on shown (word) where id > 5;
    alter table shown enable row level security; alter table shown force row level security;
    create policy mine on shown for select using (id = 1);
    create table months (at date) partition by range (at);
    create table months_202601 partition of months for values from ('2026-01-01') to ('2026-02-01');
    create function public.one() returns int language sql as 'select 1'`)
  const text = await dumpSchema(client)
  expect(text).toContain(`create table shown (
  id integer not null,
  twice integer generated always as ((id * 2)) stored,
  word text collate "C" default 'x'::text not null,
  constraint shown_pkey PRIMARY KEY (id),
  constraint shown_id_check CHECK ((id > 0))
);
CREATE INDEX shown_word ON public.shown USING btree (word) WHERE (id > 5);
alter table shown enable row level security; alter table shown force row level security;
create policy mine on shown for select using ((id = 1));`)
  expect(text).toContain('create table months (\n  at date\n) partition by RANGE (at);')
  expect(text).not.toContain('months_202601')
  expect(text).toContain('CREATE OR REPLACE FUNCTION public.one()')
})
