// What the registry holds of contracts: verbs, approval, the page where customers sign, what a new company begins with.
import { registerSubject } from '#features/approval/server/subject.service.ts'
import { contractPermissions } from '#features/contract/contract.access.ts'
import { contractEntity } from '#features/contract/contract.entity.ts'
import { contractFlow } from '#features/contract/contract.flow.ts'
import { contractVerbs } from '#features/contract/server/contract.routes.ts'
import { contractSource } from '#features/contract/server/contract.sql.ts'
import { contractReview } from '#features/contract/server/contractMove.service.ts'
import { loseContractLetter, writeContractLetter } from '#features/contract/server/signingMail.service.ts'
import { beginTemplates } from '#features/contract/server/template.service.ts'
import { contractScope } from '#features/contract/server/visitorSign.service.ts'
import { registerScope } from '#features/link/server/scope.service.ts'
import { registerLetter } from '#features/people/server/letter.service.ts'
import { onFounded } from '#features/people/server/people.service.ts'
import { completeContract, terminateContract } from '#journeys/endContract.ts'
import { register } from '#meta/registry.ts'
import { registerSource } from '#meta/server/sources.ts'
import { withJourneys } from '#meta/withJourneys.ts'

export function registerContracts(): void {
  onFounded(beginTemplates)
  registerSource(contractSource)
  registerScope(contractScope)
  registerLetter('contract', writeContractLetter, loseContractLetter)
  register({
    entity: contractEntity,
    verbs: withJourneys(contractVerbs, { complete: completeContract, terminate: terminateContract }),
    flow: contractFlow,
    access: contractPermissions,
  })
  registerSubject(contractReview)
}
