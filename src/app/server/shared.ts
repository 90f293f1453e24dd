// What pools share out, and the pools: a move past a pool goes its way, whoever asks by name. With them what
// belongs to a customer.
import { billingPermissions } from '#features/billing/billing.access.ts'
import { billingProfileEntity } from '#features/billing/billing.entity.ts'
import { billingProfileVerbs } from '#features/billing/server/billing.routes.ts'
import { contactPermissions } from '#features/contact/contact.access.ts'
import { contactEntity } from '#features/contact/contact.entity.ts'
import { contactVerbs } from '#features/contact/server/contact.routes.ts'
import { customerPermissions } from '#features/customer/customer.access.ts'
import { customerEntity } from '#features/customer/customer.entity.ts'
import { customerFlow } from '#features/customer/customer.flow.ts'
import { customerVerbs } from '#features/customer/server/customer.routes.ts'
import { leadPermissions } from '#features/lead/lead.access.ts'
import { leadEntity } from '#features/lead/lead.entity.ts'
import { leadFlow } from '#features/lead/lead.flow.ts'
import { leadVerbs } from '#features/lead/server/lead.routes.ts'
import { poolPermissions } from '#features/pool/pool.access.ts'
import { poolEntity } from '#features/pool/pool.entity.ts'
import { poolMovesOf, poolVerbs } from '#features/pool/server/pool.routes.ts'
import { convertNamed } from '#journeys/convertLead.ts'
import { receiveAll, receiveNamed } from '#journeys/receiveLead.ts'
import { type AnyRecord, register } from '#meta/registry.ts'
import { withJourneys } from '#meta/withJourneys.ts'

const atCustomer = ({ customerId }: AnyRecord): string => `${customerEntity.path}/${customerId}`

export function registerShared(): void {
  register({
    entity: customerEntity,
    verbs: withJourneys(customerVerbs, poolMovesOf('customer')),
    flow: customerFlow,
    access: customerPermissions,
  })
  register({
    entity: leadEntity,
    verbs: {
      ...withJourneys(leadVerbs, { ...poolMovesOf('lead'), convert: convertNamed }),
      create: receiveNamed,
      createAll: receiveAll,
    },
    flow: leadFlow,
    access: leadPermissions,
  })
  register({ entity: contactEntity, verbs: contactVerbs, access: contactPermissions, page: atCustomer })
  register({ entity: billingProfileEntity, verbs: billingProfileVerbs, access: billingPermissions })
  register({ entity: poolEntity, verbs: poolVerbs, access: poolPermissions, createAs: 'pool.edit' })
}
