import { endpoint } from '#kernel/api.ts'
import { AccuracyQuery, AccuracyReply } from './accuracy.schema.ts'
import { ForecastQuery, ForecastReply, TargetEdit, TargetQuery, Targets } from './forecast.schema.ts'

// biome-ignore format: one endpoint a line
export const forecastApi = {
  forecast:   endpoint({ method: 'GET', path: '/forecast', mode: 'read', plan: 'free', access: 'deal.forecast', query: ForecastQuery, reply: ForecastReply }),
  accuracy:   endpoint({ method: 'GET', path: '/forecast/accuracy', mode: 'read', plan: 'free', access: 'deal.forecast', query: AccuracyQuery, reply: AccuracyReply, about: 'What was kept of the forecast at the beginning of each month, or before it, beside what was won in it.' }),
  targets:    endpoint({ method: 'GET', path: '/sales-targets', mode: 'read', plan: 'free', access: 'deal.targets', query: TargetQuery, reply: Targets }),
  setTargets: endpoint({ method: 'PUT', path: '/sales-targets', mode: 'write', access: 'deal.targets', body: TargetEdit, reply: Targets, about: 'Only the months that are named change.' }),
}
