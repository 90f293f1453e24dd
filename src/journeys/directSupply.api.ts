import { supplyFlow } from '#features/supply/supply.flow.ts'
import { DeliverBody, WholeSupply } from '#features/supply/supply.schema.ts'
import { moves } from '#kernel/api.ts'

const { deliver } = supplyFlow
export const directSupplyApi = moves('/supplies/:id/moves', { deliver }, WholeSupply, { deliver: DeliverBody })
