import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { addressOf } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day, When } from '#ui/When.tsx'
import type { Signature, WholeContract } from '../contract.schema.ts'
import type { SigningSide } from '../envelope.schema.ts'
import { contractScreenText } from '../screen.text.ts'
import { GiveSheet } from './GiveSheet.tsx'
import { MailSheet } from './MailSheet.tsx'
import { SendOutSheet } from './SendOutSheet.tsx'
import { contractCalls } from './useContractCalls.ts'

/** Where its signing stands: on paper, by link, at a service; and what proves it. */
export function SigningPart({ contract }: { readonly contract: WholeContract }) {
  const t = useText(contractScreenText)
  const session = useSession()
  const [open, setOpen] = useState<'link' | 'mail' | 'service'>()
  const { id, version, state } = contract
  const side = useQuery({ queryKey: ['contract', id, 'signing', version], queryFn: () => contractCalls.side({ id }) })
  const proof = useQuery({
    enabled: state !== 'to_sign',
    queryKey: ['contract', id, 'signature', version],
    queryFn: () => contractCalls.signature({ id }),
  })
  const may = state === 'to_sign' && mayDo(session, 'contract.sign')
  const waiting = side.data?.envelopes.some(one => one.state === 'waiting')
  return (
    <section className="card">
      <header className="signinghead">
        <h2>{t('contract.signing')}</h2>
        <span className="grow" />
        {may && side.data?.service && !waiting && (
          <Button size="sm" onClick={() => setOpen('service')}>
            {t('contract.sendOut')}
          </Button>
        )}
        {may && (
          <>
            <Button size="sm" icon="mail" onClick={() => setOpen('mail')}>
              {t('contract.mailLink')}
            </Button>
            <Button size="sm" icon="copy" onClick={() => setOpen('link')}>
              {t('contract.giveLink')}
            </Button>
          </>
        )}
      </header>
      <div className="body">
        {proof.data?.items.map(one => (
          <Proof key={one.id} signature={one} />
        ))}
        {side.data?.envelopes.map(one => (
          <p key={one.id} className="contractrow">
            <Tag tone={one.state === 'waiting' ? 'cool' : one.state === 'signed' ? 'ok' : 'off'}>
              {t(`contract.envelope.${one.state}`)}
            </Tag>
            <span className="grow">{one.signer}</span>
            <small className="t3">
              <When at={one.answeredAt ?? one.sentAt} />
            </small>
          </p>
        ))}
        {side.data && <Looks visits={side.data.visits} />}
      </div>
      {open === 'link' && <GiveSheet id={id} onClose={() => setOpen(undefined)} />}
      {open === 'mail' && <MailSheet id={id} onClose={() => setOpen(undefined)} />}
      {open === 'service' && <SendOutSheet contract={contract} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

function Proof({ signature }: { readonly signature: Signature }) {
  const t = useText(contractScreenText)
  const { way, name, title, signedOn, at, address, device, receiver, contentHash, fileId } = signature
  const small = [receiver, device, address].filter(Boolean).join(' · ')
  return (
    <div className="stack">
      <p className="row wrap">
        <Tag tone="ok">{t(`contract.way.${way}`)}</Tag>
        <b>{[name, title].filter(Boolean).join(', ')}</b>
        <Day day={signedOn} />
      </p>
      <p className="t3">
        <When at={at} /> {small}
      </p>
      <p className="t3" title={contentHash}>
        {t('contract.proof')} {contentHash.slice(0, 16)}…
      </p>
      {fileId && (
        <p>
          <a
            className="link"
            href={addressOf({ path: `/files/${fileId}/content`, query: {} })}
            target="_blank"
            rel="noreferrer"
          >
            {t('contract.proofFile')}
          </a>
        </p>
      )}
    </div>
  )
}

const few = 5

function Looks({ visits }: Pick<SigningSide, 'visits'>) {
  const t = useText(contractScreenText)
  if (visits.length === 0) return <p className="t3">{t('contract.noLooks')}</p>
  return (
    <>
      <h3>{t('contract.looks')}</h3>
      <ul className="plain">
        {visits.slice(0, few).map(one => (
          <li key={one.id} className="row wrap" title={one.agent}>
            <When at={one.at} />
            {one.receiver && <b>{one.receiver}</b>}
            <span className="t2">{one.device}</span>
            <span className="t3">{one.address}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
