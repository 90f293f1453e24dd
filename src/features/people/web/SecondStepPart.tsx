import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { accountText } from '../account.text.ts'
import type { MyStep } from '../secondStep.schema.ts'
import { OnceShown } from './OnceShown.tsx'
import { SecretForm } from './SecretForm.tsx'
import { codeAsk, StepPassword, StepSetUp } from './StepSetUp.tsx'
import { disableStep, newStepCodes, peopleCalls } from './usePeople.ts'

type Shown = 'setUp' | 'off' | 'codes'

/** My second step: set up, new backup codes, off again where the company leaves it to me. */
export function SecondStepPart() {
  const t = useText(accountText)
  const queries = useQueryClient()
  const [shown, setShown] = useState<Shown>()
  const step = useQuery({ queryKey: ['secondStep'], queryFn: () => peopleCalls.secondStep({}) })
  const close = () => {
    setShown(undefined)
    for (const key of ['secondStep', 'mySessions', 'session']) void queries.invalidateQueries({ queryKey: [key] })
  }
  if (!step.data) return null
  return (
    <section className="card">
      <header>
        <h2>{t('account.step')}</h2>
      </header>
      <div className="body stepbox">
        <Standing step={step.data} />
        <div className="row">
          {!step.data.on && (
            <Button kind="primary" onClick={() => setShown('setUp')}>
              {t('account.stepSetUp')}
            </Button>
          )}
          {step.data.on && <Button onClick={() => setShown('codes')}>{t('account.stepNewCodes')}</Button>}
          {step.data.on && !step.data.required && (
            <Button kind="text" onClick={() => setShown('off')}>
              {t('account.stepOffGo')}
            </Button>
          )}
        </div>
      </div>
      <Sheet open={shown !== undefined} onClose={close} title={t('account.step')}>
        {shown === 'setUp' && <StepSetUp onDone={close} />}
        {shown === 'codes' && <NewCodes onDone={close} />}
        {shown === 'off' && <Off onDone={close} />}
      </Sheet>
    </section>
  )
}

function Standing({ step: { on, codesLeft, due } }: { step: MyStep }) {
  const t = useText(accountText)
  if (on) return <p>{t('account.stepIsOn', { count: codesLeft })}</p>
  return (
    <>
      <p className="t2">{t('account.stepSay')}</p>
      {due && (
        <p className="warn">
          {t('account.stepDueSay')} <When at={due} />
        </p>
      )}
    </>
  )
}

function NewCodes({ onDone }: { onDone: () => void }) {
  const t = useText(accountText)
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes) return <OnceShown say={t('account.stepCodes')} secret={codes.join('\n')} onDone={onDone} />
  return <StepPassword go={t('account.stepNewCodes')} onGo={async password => setCodes(await newStepCodes(password))} />
}

function Off({ onDone }: { onDone: () => void }) {
  const t = useText(accountText)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const go = async () => {
    await disableStep(password, code)
    onDone()
  }
  return (
    <SecretForm
      go={t('account.stepOffGo')}
      onGo={go}
      asks={[
        {
          key: 'password',
          label: t('account.password'),
          value: password,
          onChange: setPassword,
          type: 'password',
          autoComplete: 'current-password',
        },
        codeAsk(t('account.stepCode'), code, setCode),
      ]}
    />
  )
}
