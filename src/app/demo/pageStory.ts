// A customer of the demo company with the link to a quote in hand: reads it on the phone, asks, waits for the answer.
import { openLink, sayThrough } from '#features/link/server/visit.service.ts'
import { giveQuoteLink } from '#features/quote/server/customerSide.service.ts'
import type { DealTold } from './dealStory.ts'
import type { Scene } from './story.ts'

const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49'

/** On the day the quote was sent. */
export function pageScenes({ owner: by, party, deal }: DealTold, day: number): Scene[] {
  const at = { token: '' }
  const [contactId] = party.contactIds
  const knock = () => ({
    logo: async () => undefined,
    folder: '',
    token: at.token,
    address: `203.0.113.${(day % 200) + 20}`,
    agent: phone,
    chosen: 'zh',
    wish: undefined,
  })
  return [
    {
      day,
      time: '14:10',
      by,
      play: async (tx, actor) => {
        const { path } = await giveQuoteLink(tx, actor, deal.quoteId, contactId ? { contactId } : {})
        at.token = path.slice('/p/'.length)
      },
    },
    { day, time: '15:25', by, play: tx => openLink(tx.database, knock()) },
    {
      day,
      time: '15:40',
      by,
      play: tx =>
        sayThrough(tx.database, knock(), { do: 'ask', asker: '采购部', question: '合同签订后 45 天能交货吗？' }),
    },
  ]
}
