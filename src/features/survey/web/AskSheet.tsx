import './Survey.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { GivenLink } from '#ui/GivenLink.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Survey } from '../survey.schema.ts'
import { surveyCalls, useRefresh } from './useSurveyCalls.ts'
import { useSurveyText } from './useSurveyText.ts'

type Props = { readonly id: Survey['id']; readonly onClose: () => void }

/** How the customer gets the link: copied, scanned, mailed. */
export function AskSheet({ id, onClose }: Props) {
  const t = useSurveyText()
  const tell = useToast()
  const { busy, refused, doing } = useDoing(useRefresh())
  const [address, setAddress] = useState<string>()
  const people = useQuery({ queryKey: ['survey', id, 'mailTo'], queryFn: () => surveyCalls.mailTo({ id }) })
  const settings = useQuery({ queryKey: ['survey', 'settings'], queryFn: () => surveyCalls.settings({}) })
  const makeLink = () => doing('link', async () => setAddress(location.origin + (await surveyCalls.link({ id })).path))
  const mail = (contactId: string) =>
    doing(contactId, async () => {
      await surveyCalls.mail({ id, contactId })
      tell(t('survey.mailed'))
      onClose()
    })
  return (
    <Sheet open onClose={onClose} title={t('survey.ask')}>
      <div className="stack">
        {address ? (
          <GivenLink
            address={address}
            say={t('survey.linkSay')}
            copy={t('survey.copy')}
            copied={t('survey.copied')}
            code={t('survey.qr')}
          />
        ) : (
          <>
            {settings.data && <p className="t2">{t('survey.askSay', { days: settings.data.days })}</p>}
            <div className="row wrap">
              <Button kind="primary" icon="copy" busy={busy === 'link'} onClick={makeLink}>
                {t('survey.makeLink')}
              </Button>
              {people.data?.map(one => (
                <Button key={one.id} icon="mail" busy={busy === one.id} onClick={() => mail(one.id)}>
                  {t('survey.mailTo', { name: one.name })}
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
