import { useQueryClient } from '@tanstack/react-query'
import { usePlace } from '#ui/Link.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'
import { StepSetUp } from './StepSetUp.tsx'

/** Outside the shell: for whoever may do nothing else until it is set up. */
export function SecondStepPage() {
  const t = useText(accountText)
  const { go } = usePlace()
  const queries = useQueryClient()
  const done = async () => {
    await queries.refetchQueries({ queryKey: ['session'] })
    go('/', { replace: true })
  }
  return (
    <>
      <h1 className="authhead">{t('account.step')}</h1>
      <p className="authsay t2">{t('account.stepBarred')}</p>
      <StepSetUp onDone={done} />
    </>
  )
}
