import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailDraft } from '#kernel/mailWords.ts'
import { Button } from '#ui/Button.tsx'
import { GivenLink } from '#ui/GivenLink.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useLang, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { replyText } from '../reply.text.ts'
import { MailDraftPart } from './MailDraftPart.tsx'
import { replyCalls, useRefreshSide } from './useCustomerSide.ts'

type Props = { readonly id: string; readonly onClose: () => void }

/** How the customer gets the page: copied, scanned, mailed; to somebody, or to whoever it is shown to. */
export function GiveSheet({ id, onClose }: Props) {
  const t = useText(replyText)
  const tell = useToast()
  const { busy, refused, doing } = useDoing(useRefreshSide())
  const { lang: own } = useLang()
  const [lang, setLang] = useState(own)
  const [address, setAddress] = useState<string>()
  const people = useQuery({ queryKey: ['quote', id, 'receivers'], queryFn: () => replyCalls.receivers({ id }) })
  const make = (contactId?: string) =>
    doing(`link ${contactId}`, async () => {
      const { path } = await replyCalls.give({ id, ...(contactId && { contactId }) })
      setAddress(location.origin + path)
    })
  const [writing, setWriting] = useState<{ readonly id: string; readonly name: string }>()
  const mail = (contactId: string, words: MailDraft) =>
    doing(`mail ${contactId}`, async () => {
      await replyCalls.mail({ id, contactId, lang, ...words })
      tell(t('quote.side.mailed'))
      onClose()
    })
  if (writing)
    return (
      <Sheet open onClose={onClose} title={t('quote.side.give')} width={560}>
        <MailDraftPart
          {...{ id, lang, refused }}
          to={writing}
          busy={busy !== undefined}
          onSend={words => mail(writing.id, words)}
          onBack={() => setWriting(undefined)}
        />
      </Sheet>
    )
  const given = { copy: t('quote.side.copy'), copied: t('quote.side.copied'), code: t('quote.side.code') }
  return (
    <Sheet open onClose={onClose} title={t('quote.side.give')}>
      <div className="stack">
        {address ? (
          <GivenLink address={address} say={t('quote.side.linkSay')} {...given} />
        ) : (
          <>
            <p className="t2">{t('quote.side.say')}</p>
            {people.data?.items.some(one => one.byMail) && (
              <label className="row">
                {t('quote.side.mailLang')}
                <select value={lang} onChange={event => setLang(event.target.value === 'en' ? 'en' : 'zh')}>
                  <option value="zh">{t('quote.side.zh')}</option>
                  <option value="en">{t('quote.side.en')}</option>
                </select>
              </label>
            )}
            <div className="row wrap">
              <Button kind="primary" icon="copy" busy={busy === 'link undefined'} onClick={() => make()}>
                {t('quote.side.make')}
              </Button>
              {people.data?.items.map(one => (
                <Button key={one.id} icon="user" busy={busy === `link ${one.id}`} onClick={() => make(one.id)}>
                  {t('quote.side.makeFor', { name: one.name })}
                </Button>
              ))}
              {people.data?.items
                .filter(one => one.byMail)
                .map(one => (
                  <Button key={one.id} icon="mail" onClick={() => setWriting(one)}>
                    {t('quote.side.mailTo', { name: one.name })}
                  </Button>
                ))}
            </div>
          </>
        )}
        {refused.length > 0 && <Reasons reasons={refused} />}
      </div>
    </Sheet>
  )
}
