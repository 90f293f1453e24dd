import './Problem.css'
import { useEffect } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { Button } from './Button.tsx'
import { usePlace } from './Link.tsx'
import { problemKind, reasonsOf, ServerFault } from './problems.ts'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'
import { Reasons } from './WhyNot.tsx'

type Props = { error: unknown; onRetry?: () => void }

/** What went wrong in words, and what to do now. */
export function Problem({ error, onRetry }: Props) {
  const t = useText(uiText)
  const kind = problemKind(error)
  const elsewhere = useLeadsTo(error)
  const retry = onRetry && (
    <Button kind="primary" onClick={onRetry}>
      {t('ui.retry')}
    </Button>
  )
  if (elsewhere) return null
  if (kind === 'missing')
    return (
      <Told
        title={t('problem.missing')}
        say={t('problem.missingSay')}
        action={<Button href="/">{t('ui.home')}</Button>}
      />
    )
  if (kind === 'forbidden')
    return (
      <Told
        title={t('problem.forbidden')}
        say={t('problem.forbiddenSay')}
        action={<Button href="/">{t('ui.home')}</Button>}
      />
    )
  if (kind === 'unauthenticated')
    return (
      <Told
        title={t('problem.signIn')}
        say={t('problem.signInSay')}
        action={
          <Button kind="primary" href="/sign-in">
            {t('problem.signInGo')}
          </Button>
        }
      />
    )
  if (kind === 'offline') return <Told title={t('problem.offline')} say={t('problem.offlineSay')} action={retry} />
  if (kind === 'unavailable' || kind === 'tooMany')
    return <Told title={t('problem.busy')} say={t('problem.busySay')} action={retry} />
  if (kind === 'fault') {
    const id = error instanceof ServerFault ? error.requestId : '–'
    return <Told title={t('problem.fault')} say={t('problem.faultSay', { id })} action={retry} />
  }
  return (
    <div className="empty" role="alert">
      <h2 className="b">{t('problem.refused')}</h2>
      <Reasons reasons={reasonsOf(error)} />
      {retry && <div className="row">{retry}</div>}
    </div>
  )
}

/** The record became part of another: its address leads there. */
function useLeadsTo(error: unknown): boolean {
  const { path, params, go } = usePlace()
  const facts = error instanceof Refusal ? error.facts : undefined
  const to = typeof facts?.leadsTo === 'string' && params.id ? path.replace(params.id, facts.leadsTo) : undefined
  useEffect(() => {
    if (to) go(to, { replace: true })
  }, [to, go])
  return to !== undefined
}

function Told({ title, say, action }: { title: string; say: string; action: React.ReactNode }) {
  return (
    <div className="empty" role="alert">
      <i className="logo" aria-hidden="true" />
      <h2 className="b">{title}</h2>
      <p className="t2">{say}</p>
      {action && <div className="row">{action}</div>}
    </div>
  )
}
