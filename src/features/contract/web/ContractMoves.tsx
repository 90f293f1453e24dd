import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { heldByTerms } from '#ui/heldByTerms.ts'
import { useGo } from '#ui/Link.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import type { WholeContract } from '../contract.schema.ts'
import { contractText } from '../contract.text.ts'
import { contractScreenText } from '../screen.text.ts'
import { AmendSheet } from './AmendSheet.tsx'
import { SignSheet } from './SignSheet.tsx'
import { contractCalls, useRefreshContract } from './useContractCalls.ts'

type Props = { readonly contract: WholeContract; readonly termsOpen: boolean; readonly onEdit: () => void }

const reason: Field = {
  key: 'reason',
  label: contractScreenText['contract.endReason'],
  kind: 'text',
  required: true,
  maxLength: 500,
}
const primaries: Readonly<Record<string, string>> = { draft: 'submit', to_sign: 'sign' }

export function ContractMoves({ contract, termsOpen, onEdit }: Props) {
  const words = useText(contractText)
  const refresh = useRefreshContract()
  const [signing, setSigning] = useState(false)
  const { id, version, state, amendsId } = contract
  const offers = useQuery({ queryKey: ['contract', id, 'moves', version], queryFn: () => contractCalls.offers({ id }) })
  const run = async (move: string, values: Readonly<Record<string, unknown>>) => {
    if (move === 'sign' || move === 'merge') {
      setSigning(true)
      return
    }
    const told = { id, version }
    if (move === 'submit') await contractCalls.submit(told)
    if (move === 'withdraw') await contractCalls.withdraw(told)
    if (move === 'complete') await contractCalls.complete(told)
    if (move === 'cancel') await contractCalls.cancel(told)
    if (move === 'terminate') await contractCalls.terminate({ ...told, reason: String(values.reason) })
    await refresh()
  }
  return (
    <>
      <MoveBar
        offers={offers.isPending ? undefined : heldByTerms(offers.data ?? [], ['submit'], termsOpen)}
        primary={amendsId && state === 'to_sign' ? 'merge' : (primaries[state] ?? '')}
        label={move => words(`move.contract.${move}` as 'move.contract.submit')} // the offers are the flow's moves, each with its words
        asks={{ terminate: [reason] }}
        onMove={run}
      >
        <Beside contract={contract} onEdit={onEdit} />
      </MoveBar>
      {signing && <SignSheet contract={contract} onClose={() => setSigning(false)} />}
    </>
  )
}

const renewable = ['effective', 'completed', 'expired']

function Beside({ contract, onEdit }: Omit<Props, 'termsOpen'>) {
  const t = useText(contractScreenText)
  const say = useReason()
  const tell = useToast()
  const go = useGo()
  const session = useSession()
  const refresh = useRefreshContract()
  const [amending, setAmending] = useState(false)
  const { id, state, amendsId } = contract
  const renew = async () => {
    try {
      const made = await contractCalls.renew({ id })
      await refresh()
      go(`/contracts/${made.id}`)
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    }
  }
  const mayCreate = mayDo(session, 'contract.create') && !amendsId
  return (
    <>
      <Button icon="print" kind="text" href={`/api/contracts/${id}/pdf`}>
        {t('contract.pdf')}
      </Button>
      <Button icon="doc" kind="text" only="dk" href={`/api/contracts/${id}/docx`}>
        {t('contract.docx')}
      </Button>
      {state === 'draft' && mayDo(session, 'contract.edit') && (
        <Button icon="edit" onClick={onEdit}>
          {t('contract.edit')}
        </Button>
      )}
      {mayCreate && state === 'effective' && <Button onClick={() => setAmending(true)}>{t('contract.amend')}</Button>}
      {mayCreate && renewable.includes(state) && (
        <Button kind="text" onClick={renew}>
          {t('contract.renew')}
        </Button>
      )}
      {amending && <AmendSheet id={id} onClose={() => setAmending(false)} />}
    </>
  )
}
