// Orders that are still to go out, on the week of Home.
import type { HomeDays } from '#meta/home.ts'
import { selectPromised } from './promised.sql.ts'

export const promisedDays: HomeDays = {
  access: 'order.read',
  count: (db, actor, { from, to }) => selectPromised(db, actor.userId, from, to),
}
