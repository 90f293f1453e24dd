// The one list of what the server is made of: each feature adds its rows here and nowhere else.

import type { FastifyInstance } from 'fastify'
import type { PermissionRows } from '#kernel/access.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import type { Texts } from '#kernel/text.ts'
import { metaText } from '#meta/meta.text.ts'
import type { MountContext } from './mount.ts'

/** Every permission of every feature, with its default reach by role. */
export const permissionRows: PermissionRows = {}

/** Sentences that the server itself must write: mail, print, error files, the command line. */
export const serverTexts: Texts = { ...kernelText, ...metaText }

/** Registered once per process: the one door for import, batch, approval, search, export. */
export function registerEntities(): void {}

export function mountFeatures(_app: FastifyInstance, _context: MountContext): void {}
