import type { PermissionRows } from '#kernel/access.ts'

// prettier-ignore
export const spotCheckPermissions = {
  // draw a sample of the records of people within reach, and say what is flawed
  'spotCheck.run':    { salesManager: 'branch' },
  // of what is one's own: see what is flawed, answer, mark as mended
  'spotCheck.answer': { sales: 'own', salesManager: 'own', orderDesk: 'own', marketing: 'own' },
} as const satisfies PermissionRows
