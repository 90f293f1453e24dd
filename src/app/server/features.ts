// The one list of what the server is made of: each feature adds its rows here and nowhere else.
import type { FastifyInstance } from 'fastify'
import { contactPermissions } from '#features/contact/contact.access.ts'
import { contactApi } from '#features/contact/contact.api.ts'
import { contactEntity } from '#features/contact/contact.entity.ts'
import { contactText } from '#features/contact/contact.text.ts'
import { contactHandlers, contactVerbs } from '#features/contact/server/contact.routes.ts'
import { customerPermissions } from '#features/customer/customer.access.ts'
import { customerApi } from '#features/customer/customer.api.ts'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { customerFlow } from '#features/customer/customer.flow.ts'
import { customerText } from '#features/customer/customer.text.ts'
import { customerHandlers, customerVerbs } from '#features/customer/server/customer.routes.ts'
import type { PermissionRows } from '#kernel/access.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import type { Texts } from '#kernel/text.ts'
import { metaApi } from '#meta/meta.api.ts'
import { metaText } from '#meta/meta.text.ts'
import { register } from '#meta/registry.ts'
import { metaHandlers } from '#meta/server/meta.routes.ts'
import { type MountContext, mount } from './mount.ts'

/** Every permission of every feature, with its default reach by role. */
export const permissionRows: PermissionRows = {
  ...customerPermissions,
  ...contactPermissions,
}

/** Sentences that the server itself must write: mail, print, error files, the command line. */
export const serverTexts: Texts = { ...kernelText, ...metaText, ...customerText, ...contactText }

/** Registered once per process: the one door for import, batch, approval, search, export. */
export function registerEntities(): void {
  register({ entity: customerEntity, verbs: customerVerbs, flow: customerFlow, access: customerPermissions })
  register({ entity: contactEntity, verbs: contactVerbs, access: contactPermissions })
}

export function mountFeatures(app: FastifyInstance, context: MountContext): void {
  mount(app, metaApi, context, metaHandlers)
  mount(app, customerApi, context, customerHandlers)
  mount(app, contactApi, context, contactHandlers)
}
