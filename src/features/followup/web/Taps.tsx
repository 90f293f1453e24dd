import { useState } from 'react'
import type { HomeLine } from '#meta/home.ts'
import { reasonsOf } from '#ui/problems.ts'
import { useToast } from '#ui/Toast.tsx'
import { useLang, useReason, useText } from '#ui/useText.tsx'
import { exact } from '#ui/when.ts'
import { kindOf } from '../logging.rules.ts'
import type { PhraseShown } from '../logging.schema.ts'
import { loggingText } from '../logging.text.ts'
import { followupCalls, subjectNamed } from './useFollowups.ts'
import { useTaps } from './useLogging.ts'
import { useSettled } from './useSettled.ts'

/** The usual words, logged in one tap: what the phrase says becomes the follow-up, and its next step is set. */
export function Taps({ line }: { line: HomeLine }) {
  const t = useText(loggingText)
  const taps = useTaps()
  const { tap, busy } = useTap(line)
  if (taps.length === 0) return null
  return (
    <fieldset className="taps" aria-label={t('phrase.taps')} disabled={busy}>
      {taps.map(phrase => (
        <button key={phrase.id} type="button" className="chip" title={phrase.content} onClick={() => tap(phrase)}>
          {phrase.name}
        </button>
      ))}
    </fieldset>
  )
}

function useTap({ entity, recordId, who }: HomeLine) {
  const t = useText(loggingText)
  const say = useReason()
  const tell = useToast()
  const { locale, zone } = useLang()
  const settled = useSettled(() => undefined)
  const [busy, setBusy] = useState(false)
  const tap = async (phrase: PhraseShown) => {
    const subjectEntity = subjectNamed(entity)
    if (!subjectEntity) return
    const { name, content, nextStep, nextAt } = phrase
    setBusy(true)
    try {
      const next = nextStep && nextAt ? { nextStep, nextStepAt: nextAt } : {}
      await followupCalls.log({ subjectEntity, subjectId: recordId, kind: kindOf(phrase), content, ...next })
      const when = nextAt && exact(new Date(nextAt), locale, zone)
      await settled(when ? t('phrase.tappedNext', { who, name, when }) : t('phrase.tapped', { who, name }))
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    } finally {
      setBusy(false)
    }
  }
  return { tap, busy }
}
