import { TermsPart as Part } from '#ui/TermsPart.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import type { WholeContract } from '../contract.schema.ts'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'

type Props = { readonly contract: WholeContract; readonly onUnsaved: (unsaved: boolean) => void }

/** When what is to be paid; the order carries it on. Of a framework they are the terms of each order. */
export function TermsPart({ contract, onUnsaved }: Props) {
  const refresh = useRefreshContract()
  const session = useSession()
  const { id, amount, gross, currency } = contract
  return (
    <Part
      terms={contract.terms}
      total={{ gross: amount ?? gross, currency }}
      mayEdit={contract.state === 'draft' && mayDo(session, 'contract.edit')}
      version={contract.version}
      onUnsaved={onUnsaved}
      draftKey={`contract:${id}:terms`}
      onSave={async (terms, version) => {
        await contractCalls.edit({ id, version, terms })
        await refresh()
      }}
    />
  )
}
