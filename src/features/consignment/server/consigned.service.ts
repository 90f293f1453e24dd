// What lies at customers' sites, as its readers may see it: nothing is kept, it is put together each time.
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { Consigned } from '../consigned.schema.ts'
import { consignedSource } from './consigned.sql.ts'

export const listConsigned = (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Consigned>> =>
  listRecords<Consigned>(db, actor, consignedSource, query)

export const summariseConsigned = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, consignedSource, query)

export const getConsigned = (db: Db, actor: Actor, id: string): Promise<Consigned> =>
  getRecord<Consigned>(db, actor, consignedSource, id)
