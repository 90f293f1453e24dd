// What the registry holds of registrations, and what others ask of them here.
import { registerSubject } from '#features/approval/server/subject.service.ts'
import { registrationPermissions } from '#features/registration/registration.access.ts'
import { registrationEntity } from '#features/registration/registration.entity.ts'
import { registrationFlow } from '#features/registration/registration.flow.ts'
import { passRegistered, standingsOf } from '#features/registration/server/guard.service.ts'
import { registrationReview } from '#features/registration/server/move.service.ts'
import { registrationVerbs } from '#features/registration/server/registration.routes.ts'
import { register } from '#meta/registry.ts'
import { registerGiving } from '#meta/server/giving.ts'

export { registrationText } from '#features/registration/registration.text.ts'
export { registrationSource } from '#features/registration/server/registration.sql.ts'

export function registerRegistrations(): void {
  register({
    entity: registrationEntity,
    verbs: registrationVerbs,
    flow: registrationFlow,
    access: registrationPermissions,
  })
  registerSubject(registrationReview)
  registerGiving(passRegistered, standingsOf)
}
