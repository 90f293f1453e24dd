import { useQueryClient } from '@tanstack/react-query'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useTurning } from '#ui/useTurning.ts'
import { contractEntity } from '../contract.entity.ts'
import type { NewContract, WholeContract } from '../contract.schema.ts'
import { contractCalls } from './useContractCalls.ts'

type Props = {
  readonly contract?: WholeContract
  /** What is known already where a new one is made. */
  readonly given?: Readonly<Record<string, unknown>>
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

const fixed = ['customerId', 'dealId']
const ofSupplement = [...fixed, 'kind', 'payerId', 'currency', 'taxMode', 'lang']

/** The head of a contract; its lines and terms have their own editors. */
export function ContractForm({ contract, given = {}, onDone, onCancel }: Props) {
  const queries = useQueryClient()
  const entity = useEntity(contractEntity)
  const hidden = contract ? (contract.amendsId ? ofSupplement : fixed) : Object.keys(given)
  const fields = formFields(entity).filter(field => !hidden.includes(field.key))
  const sections = entity.form.map(section => ({
    ...section,
    fields: section.fields.filter(key => fields.some(field => field.key === key)),
  }))
  const warning = useTurning(contract)
  const save = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    const saved = contract
      ? await contractCalls.edit({ id: contract.id, ...body, ...(version !== undefined && { version }) })
      : await contractCalls.create({ ...given, ...body } as NewContract) // the form offers exactly the entity's fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['contract'] })
    onDone(saved.id)
  }
  return (
    <RecordForm
      fields={fields}
      sections={sections}
      record={contract ?? {}}
      {...(contract && { version: contract.version })}
      draftKey={`contract:${contract?.id ?? JSON.stringify(given)}`}
      warning={warning}
      onSave={save}
      onCancel={onCancel}
    />
  )
}
