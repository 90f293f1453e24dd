import { useState } from 'react'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import type { StepOffer } from '../secondStep.schema.ts'
import { OnceShown } from './OnceShown.tsx'
import { SecretForm } from './SecretForm.tsx'
import { confirmStep, enableStep } from './usePeople.ts'

/** Password, then QR and key, then a code that proves the phone, then the backup codes: in this order, each once. */
export function StepSetUp({ onDone }: { onDone: () => unknown }) {
  const [offer, setOffer] = useState<StepOffer>()
  const [isOn, setOn] = useState(false)
  const t = useText(accountText)
  if (offer && isOn)
    return <OnceShown say={t('account.stepCodes')} secret={offer.codes.join('\n')} onDone={() => void onDone()} />
  if (offer) return <Confirm offer={offer} onDone={() => setOn(true)} />
  return <StepPassword go={t('account.stepSetUp')} onGo={async password => setOffer(await enableStep(password))} />
}

export function StepPassword({ go, onGo }: { go: string; onGo: (password: string) => Promise<unknown> }) {
  const t = useText(accountText)
  const [password, setPassword] = useState('')
  return (
    <SecretForm
      go={go}
      onGo={() => onGo(password)}
      asks={[
        {
          key: 'password',
          label: t('account.password'),
          value: password,
          onChange: setPassword,
          type: 'password',
          autoComplete: 'current-password',
        },
      ]}
    />
  )
}

function Confirm({ offer: { qr, secret }, onDone }: { offer: StepOffer; onDone: () => void }) {
  const t = useText(accountText)
  const [code, setCode] = useState('')
  const go = async () => {
    await confirmStep(code)
    onDone()
  }
  return (
    <div className="stepbox">
      <p>{t('account.stepScan')}</p>
      <img src={`data:image/svg+xml,${encodeURIComponent(qr)}`} alt={t('account.stepQr')} width={184} height={184} />
      <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      <SecretForm go={t('account.stepConfirm')} onGo={go} asks={[codeAsk(t('account.stepCode'), code, setCode)]} />
    </div>
  )
}

export const codeAsk = (label: string, value: string, onChange: (value: string) => void) => ({
  key: 'code',
  label,
  value,
  onChange,
  autoComplete: 'one-time-code',
})
