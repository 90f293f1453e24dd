import { contractFlow } from '#features/contract/contract.flow.ts'
import { EndBody, WholeContract } from '#features/contract/contract.schema.ts'
import { moves } from '#kernel/api.ts'

const { complete, terminate } = contractFlow

export const endContractApi = moves('/contracts/:id/moves', { complete, terminate }, WholeContract, {
  terminate: EndBody,
})
