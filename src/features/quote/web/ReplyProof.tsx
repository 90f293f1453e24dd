import type { ReactNode } from 'react'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { QuoteReply } from '../reply.schema.ts'
import { replyText } from '../reply.text.ts'

type Props = { readonly reply: QuoteReply; readonly currency: string }

/** Who said yes or no, when, from where, to exactly what. */
export function ReplyProof({ reply, currency }: Props) {
  const t = useText(replyText)
  const { kind, name, title, reason, words, gross, at, device, address, receiver, contentHash, fileId } = reply
  const rows: readonly (readonly [keyof typeof replyText, ReactNode])[] = [
    ['quote.side.signer', name && [name, title].filter(Boolean).join(' · ')],
    ['quote.side.reason', reason && [t(`quote.side.why.${reason}`), words].filter(Boolean).join(': ')],
    ['quote.side.total', kind === 'accepted' && <Money amount={gross} currency={currency} />],
    ['quote.side.when', <When key="at" at={at} />],
    ['quote.side.from', [receiver, device, address].filter(Boolean).join(' · ')],
    ['quote.side.hash', <code key="hash">{contentHash.slice(0, 16)}…</code>],
    [
      'quote.side.signature',
      fileId && (
        <img className="quotesign" key="sign" src={`/api/files/${fileId}/content`} alt={t('quote.side.signature')} />
      ),
    ],
  ]
  return (
    <>
      <Tag tone={kind === 'accepted' ? 'ok' : 'late'}>{t(`quote.side.${kind}`)}</Tag>
      <dl className="quoteproof">
        {rows.map(
          ([key, value]) =>
            value && (
              <div key={key}>
                <dt>{t(key)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  )
}
