import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { send } from '#ui/send.ts'
import { emailApi } from '../email.api.ts'
import { type EmailEntity, type EmailPlace, emailEntities } from '../email.schema.ts'

export const emailCalls = client(emailApi, send)

export const placeOf = (entity: string, recordId: string): EmailPlace | undefined => {
  const known: EmailEntity | undefined = emailEntities.find(one => one === entity)
  return known && { entity: known, recordId }
}

/** Under the record's own key: whatever changes it asks for its mails again. */
export function useMailbox(place: EmailPlace) {
  const queries = useQueryClient()
  const { entity, recordId } = place
  const mailbox = useQuery({
    queryKey: [entity, recordId, 'mailbox'],
    queryFn: () => emailCalls.mailbox(place),
    refetchInterval: 30_000,
  })
  const fresh = () =>
    Promise.all([[entity, recordId], ['followup']].map(queryKey => queries.invalidateQueries({ queryKey })))
  return { mailbox, fresh }
}
