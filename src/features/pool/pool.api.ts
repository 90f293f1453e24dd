import { Type } from 'typebox'
import { endpoint, Id, ListQuery, MoveBody, Nullable, Page, shape } from '#kernel/api.ts'
import {
  BackBody,
  GiveBody,
  Members,
  MembersBody,
  NewPool,
  Pool,
  PoolEdit,
  PoolMoves,
  SimulateBody,
  Simulation,
  Standing,
} from './pool.schema.ts'

/** Whose it is now; everything else is asked of the record, as far as it is still in sight. */
const Moved = shape({ id: Id, version: Type.Integer(), ownerId: Nullable(Id), poolId: Nullable(Id) })
const read = { method: 'GET', mode: 'read', access: 'pool.read' } as const
const write = { mode: 'write', reply: Pool } as const

// biome-ignore format: a table
export const poolApi = {
  list:       endpoint({ ...read, path: '/pools', query: ListQuery, reply: Page(Pool) }),
  get:        endpoint({ ...read, path: '/pools/:id', reply: Pool }),
  create:     endpoint({ ...write, method: 'POST', path: '/pools', access: 'pool.edit', body: NewPool }),
  edit:       endpoint({ ...write, method: 'PATCH', path: '/pools/:id', access: 'pool.read', body: PoolEdit }),
  archive:    endpoint({ method: 'DELETE', mode: 'write', path: '/pools/:id', access: 'pool.edit', reply: shape({}) }),
  members:    endpoint({ ...read, path: '/pools/:id/members', reply: Members }),
  setMembers: endpoint({ method: 'PUT', mode: 'write', path: '/pools/:id/members', access: 'pool.read', body: MembersBody, reply: Members }),
  history:    endpoint({ ...read, path: '/pools/:id/history', reply: PoolMoves }),
  simulate:   endpoint({ method: 'POST', mode: 'read', plan: 'free', path: '/pools/:id/preview', access: 'pool.read', body: SimulateBody, reply: Simulation }),
} as const

const move = { method: 'POST', mode: 'write', reply: Moved } as const
// biome-ignore format: a table
export const leadPoolApi = {
  standing: endpoint({ method: 'GET', mode: 'read', path: '/leads/:id/pool', access: 'lead.read', reply: Standing }),
  claim:    endpoint({ ...move, path: '/leads/:id/moves/claim', access: 'pool.claim', body: MoveBody }),
  recycle:  endpoint({ ...move, path: '/leads/:id/moves/recycle', access: 'pool.recycle', body: BackBody }),
  lock:     endpoint({ ...move, path: '/leads/:id/moves/lock', access: 'pool.lock', body: MoveBody }),
  unlock:   endpoint({ ...move, path: '/leads/:id/moves/unlock', access: 'pool.lock', body: MoveBody }),
} as const
// biome-ignore format: a table
export const customerPoolApi = {
  standing: endpoint({ method: 'GET', mode: 'read', path: '/customers/:id/pool', access: 'customer.read', reply: Standing }),
  claim:    endpoint({ ...move, path: '/customers/:id/moves/claim', access: 'pool.claim', body: MoveBody }),
  assign:   endpoint({ ...move, path: '/customers/:id/moves/assign', access: 'customer.assign', body: GiveBody }),
  return:   endpoint({ ...move, path: '/customers/:id/moves/return', access: 'pool.return', body: BackBody }),
  recycle:  endpoint({ ...move, path: '/customers/:id/moves/recycle', access: 'pool.recycle', body: BackBody }),
  lock:     endpoint({ ...move, path: '/customers/:id/moves/lock', access: 'pool.lock', body: MoveBody }),
  unlock:   endpoint({ ...move, path: '/customers/:id/moves/unlock', access: 'pool.lock', body: MoveBody }),
} as const
