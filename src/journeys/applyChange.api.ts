import { changeFlow } from '#features/change/change.flow.ts'
import { ChangePreview, ChangeSketch, WholeChange } from '#features/change/change.schema.ts'
import { endpoint, moves, Offers } from '#kernel/api.ts'

const { submit, apply, cancel } = changeFlow

// biome-ignore format: a table
export const applyChangeApi = {
  sketch:  endpoint({ method: 'POST', path: '/changes/preview', mode: 'read', access: 'change.read', body: ChangeSketch, reply: ChangePreview, about: 'What an order would come to; nothing is kept.' }),
  preview: endpoint({ method: 'GET', path: '/changes/:id/preview', mode: 'read', access: 'change.read', reply: ChangePreview, about: 'What applying it now would come to, or why it cannot be.' }),
  offers:  endpoint({ method: 'GET', path: '/changes/:id/moves', mode: 'read', access: 'change.read', reply: Offers }),
  ...moves('/changes/:id/moves', { submit, apply, cancel }, WholeChange),
}
