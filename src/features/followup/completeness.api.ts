import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import { DeptScore, KeyFields, OwnerScore, RecordScore, Score, ScoreQuery, ScoresQuery } from './completeness.schema.ts'

const read = { method: 'GET', mode: 'read', plan: 'free' } as const

// biome-ignore format: a table
export const completenessApi = {
  one:     endpoint({ ...read, path: '/completeness', access: 'followup.read', query: ScoreQuery, reply: Score, about: 'Of one record: 0 to 100, and which key fields are empty.' }),
  people:  endpoint({ ...read, path: '/completeness/people', access: 'followup.read', query: ScoresQuery, reply: shape({ items: Type.Array(OwnerScore) }), about: 'By owner, the least complete first.' }),
  departments: endpoint({ ...read, path: '/completeness/departments', access: 'followup.read', query: ScoresQuery, reply: shape({ items: Type.Array(DeptScore) }), about: 'By the department of the owner, the least complete first.' }),
  records: endpoint({ ...read, path: '/completeness/records', access: 'followup.read', query: ScoresQuery, reply: shape({ items: Type.Array(RecordScore) }), about: 'The hundred least complete.' }),
  settings: endpoint({ method: 'GET', path: '/completeness/settings', mode: 'read', access: 'followup.read', reply: KeyFields }),
  set:     endpoint({ method: 'PUT', path: '/completeness/settings', mode: 'write', access: 'followup.set', body: KeyFields, reply: KeyFields }),
}
