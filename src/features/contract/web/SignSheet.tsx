import { type FormEvent, useId, useState } from 'react'
import { dayOf, systemClock } from '#kernel/clock.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeContract } from '../contract.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { contractCalls, fileCalls, useRefreshContract } from './useContractCalls.ts'

type Props = { readonly contract: WholeContract; readonly onClose: () => void }

/** The scan goes to the files first; what is recorded names it. */
export function SignSheet({ contract, onClose }: Props) {
  const t = useText(contractScreenText)
  const { org } = useSession()
  const ids = useId()
  const refresh = useRefreshContract()
  const today = dayOf(systemClock.now(), org.zone)
  const [file, setFile] = useState<File>()
  const [signedOn, setSignedOn] = useState(today)
  const [name, setName] = useState(contract.theirSigner ?? '')
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const record = async (event: FormEvent) => {
    event.preventDefault()
    if (!file) return
    setBusy(true)
    try {
      const { id, version, amendsId } = contract
      const bytes = new Uint8Array(await file.arrayBuffer())
      const scan = await fileCalls.add({
        entity: 'contract',
        recordId: id,
        file: { fileName: file.name, type: file.type, bytes },
      })
      const told = { id, version, signedOn, fileId: scan.id, name: name || null }
      await (amendsId ? contractCalls.merge(told) : contractCalls.sign(told))
      await refresh()
      onClose()
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('contract.signSheet')}>
      <form className="stack" onSubmit={record}>
        <label className="contractfield" htmlFor={`${ids}f`}>
          {t('contract.scan')}
          <input
            id={`${ids}f`}
            type="file"
            accept="application/pdf,image/*"
            required
            onChange={event => setFile(event.target.files?.[0])}
          />
        </label>
        <label className="contractfield" htmlFor={`${ids}d`}>
          {t('contract.signedOn')}
          <input
            id={`${ids}d`}
            className="inp"
            type="date"
            max={today}
            required
            value={signedOn}
            onChange={event => setSignedOn(event.target.value)}
          />
        </label>
        <label className="contractfield" htmlFor={`${ids}n`}>
          {t('contract.signedBy')}
          <input
            id={`${ids}n`}
            className="inp"
            maxLength={100}
            value={name}
            onChange={event => setName(event.target.value)}
          />
        </label>
        {refused.length > 0 && <Reasons reasons={refused} />}
        <div className="row">
          <Button kind="primary" type="submit" busy={busy}>
            {t('contract.record')}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
