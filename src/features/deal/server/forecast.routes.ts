import type { Handlers } from '#kernel/api.ts'
import type { forecastApi } from '../forecast.api.ts'
import { accuracyOver } from './accuracy.service.ts'
import { forecastOf } from './forecast.service.ts'
import { setTargets, targetsOf } from './target.service.ts'

export const forecastHandlers: Handlers<typeof forecastApi> = {
  forecast: (db, actor, query) => forecastOf(db, actor, query),
  accuracy: (db, actor, query) => accuracyOver(db, actor, query),
  targets: (db, actor, { year }) => targetsOf(db, actor, year),
  setTargets: (tx, actor, edit) => setTargets(tx, actor, edit),
}
