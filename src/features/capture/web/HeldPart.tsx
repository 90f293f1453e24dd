import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { Problem } from '#ui/Problem.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason } from '#ui/useText.tsx'
import { useTold } from '#ui/useTold.ts'
import { AnswerWords } from './AnswerWords.tsx'
import { formCalls, useFormText, useRefresh } from './useForms.ts'

/** What looked like a machine, for somebody to look at. */
export function HeldPart() {
  const t = useFormText()
  const say = useReason()
  const session = useSession()
  const told = useTold()
  const refresh = useRefresh()
  const held = useQuery({ queryKey: ['form', 'held'], queryFn: () => formCalls.answers({ state: 'held', limit: 50 }) })
  if (held.error) return <Problem error={held.error} onRetry={() => held.refetch()} />
  const items = held.data?.items ?? []
  const decide = (what: 'take' | 'drop', id: string) =>
    told(formCalls[what]({ id }).then(refresh), t(what === 'take' ? 'form.tookIt' : 'form.dropped'))
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t('form.held')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{items.length > 0 ? t('form.heldSay') : t('form.noneHeld')}</p>
        <ul className="plain form-list">
          {items.map(answer => (
            <li key={answer.id}>
              <AnswerWords answer={answer} />
              <p className="late">{answer.why.map(say).join(' · ')}</p>
              {mayDo(session, 'form.review') && (
                <div className="row tight">
                  <Button size="sm" kind="primary" onClick={() => decide('take', answer.id)}>
                    {t('form.take')}
                  </Button>
                  <Button size="sm" onClick={() => decide('drop', answer.id)}>
                    {t('form.drop')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
