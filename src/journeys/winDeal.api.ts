import { WinBody, WinPreview, Won } from '#features/handoff/handoff.schema.ts'
import { endpoint } from '#kernel/api.ts'

export const winDealApi = {
  win: endpoint({
    method: 'POST',
    path: '/deals/:id/moves/win',
    mode: 'write',
    access: 'deal.win',
    body: WinBody,
    reply: Won,
  }),
  previewWin: endpoint({
    method: 'POST',
    path: '/deals/:id/moves/win/preview',
    mode: 'read',
    access: 'deal.read',
    body: WinBody,
    reply: WinPreview,
  }),
}
