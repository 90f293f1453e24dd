import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { fieldOf } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { surveyEntity } from '../survey.entity.ts'
import { isOpen } from '../survey.rules.ts'
import type { Survey } from '../survey.schema.ts'
import { AskSheet } from './AskSheet.tsx'
import { surveyCalls, useRefresh } from './useSurveyCalls.ts'
import { useSurveyText } from './useSurveyText.ts'

const readers = { customer: surveyCalls.ofCustomer, order: surveyCalls.ofOrder, ticket: surveyCalls.ofTicket }
type Subject = keyof typeof readers
const isSubject = (entity: string): entity is Subject => Object.hasOwn(readers, entity)

/** What the customer was asked here, what they said, and how to ask. */
export function SurveysPart({ entity, id }: SlotProps) {
  return isSubject(entity) ? <SurveysOf entity={entity} id={id} /> : null
}

const toneOf = (state: string) =>
  fieldOf(surveyEntity, 'state')?.choices?.find(one => one.value === state)?.tone ?? 'off'

function SurveysOf({ entity, id }: { readonly entity: Subject; readonly id: string }) {
  const t = useSurveyText()
  const session = useSession()
  const [asking, setAsking] = useState<string>()
  const surveys = useQuery({ queryKey: ['survey', entity, id], queryFn: () => readers[entity]({ id }) })
  const titleOf = ({ number, score }: Survey) => (score === null ? number : t('survey.scoreRow', { number, score }))
  const rows = surveys.data?.map(one => ({
    id: one.id,
    href: `/surveys/${one.id}`,
    title: titleOf(one),
    state: { label: t(`state.survey.${one.state}`), tone: toneOf(one.state) },
    at: one.answeredAt ?? one.sentAt ?? one.createdAt,
  }))
  const open = surveys.data?.find(one => isOpen(one.state))
  const mine = surveys.data?.some(one => (entity === 'ticket' ? one.ticketId : one.ticketId === null))
  const may = mayDo(session, 'survey.send')
  const about = may && surveys.data && !mine && entity !== 'customer' ? entity : undefined
  const { make, busy, refused } = useAskAbout({ entity: about, id, onMade: setAsking })
  return (
    <>
      <RelatedRows
        title={t('survey.surveys')}
        rows={rows}
        none={t('survey.none')}
        action={
          may && open ? (
            <Button size="sm" icon="chat" onClick={() => setAsking(open.id)}>
              {t('survey.ask')}
            </Button>
          ) : (
            about && (
              <Button size="sm" icon="chat" busy={busy} onClick={make}>
                {t(about === 'order' ? 'survey.askOrder' : 'survey.askTicket')}
              </Button>
            )
          )
        }
      >
        {refused.length > 0 && <Reasons reasons={refused} />}
      </RelatedRows>
      {asking && <AskSheet id={asking} onClose={() => setAsking(undefined)} />}
    </>
  )
}

type About = {
  readonly entity: 'order' | 'ticket' | undefined
  readonly id: string
  readonly onMade: (id: string) => void
}

/** For what was over before surveys were switched on; what is not over yet says so. */
function useAskAbout({ entity, id, onMade }: About) {
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const make = async () => {
    setBusy(true)
    setRefused([])
    try {
      const made = await surveyCalls.create(entity === 'order' ? { orderId: id } : { ticketId: id })
      await refresh()
      onMade(made.id)
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { make, busy, refused }
}
