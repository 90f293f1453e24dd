import { Type } from 'typebox'
import { Handover, HandoverBody, HandoverPreview } from '#features/people/handover.schema.ts'
import { endpoint, shape } from '#kernel/api.ts'

// biome-ignore format: one endpoint a line
export const handOverApi = {
  previewHandover: endpoint({ method: 'POST', path: '/users/:id/handover/preview', mode: 'read', plan: 'free', access: 'user.edit', body: HandoverBody, reply: HandoverPreview, about: 'What this person has, and what they promised.' }),
  handOver:        endpoint({ method: 'POST', path: '/users/:id/moves/handOver', mode: 'write', plan: 'free', access: 'user.edit', body: HandoverBody, reply: Handover, about: 'All of it in one transaction; again, it moves what came meanwhile.' }),
  handovers:       endpoint({ method: 'GET', path: '/handovers', mode: 'read', access: 'user.edit', reply: shape({ items: Type.Array(Handover) }) }),
  handover:        endpoint({ method: 'GET', path: '/handovers/:id', mode: 'read', access: 'user.edit', reply: Handover }),
}
