import { useRef } from 'react'
import { Button } from './Button.tsx'
import { cardText } from './card.text.ts'
import { usePhone } from './usePhone.ts'
import { useText } from './useText.tsx'

type Props = { card: File | undefined; onCard: (card: File | undefined) => void }

/** The card of somebody who is just being written down: taken with the phone, or chosen as a picture or a vCard. */
export function CardPick({ card, onCard }: Props) {
  const t = useText(cardText)
  const phone = usePhone()
  const camera = useRef<HTMLInputElement>(null)
  const any = useRef<HTMLInputElement>(null)
  const chosen = (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    // the same file again is a change again
    input.value = ''
    if (file) onCard(file)
  }
  return (
    <fieldset className="row wrap tight" aria-label={t('card.title')}>
      <input
        ref={camera}
        className="vh"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-label={t('card.photo')}
        onChange={event => chosen(event.currentTarget)}
      />
      <input
        ref={any}
        className="vh"
        type="file"
        accept="image/*,.vcf,text/vcard"
        tabIndex={-1}
        aria-label={t('card.choose')}
        onChange={event => chosen(event.currentTarget)}
      />
      {phone && (
        <Button size="sm" icon="cam" onClick={() => camera.current?.click()}>
          {t('card.photo')}
        </Button>
      )}
      <Button size="sm" icon="clip" onClick={() => any.current?.click()}>
        {t('card.choose')}
      </Button>
      {card && (
        <span className="row tight" role="status">
          <span className="cut">{card.name}</span>
          <small className="t3">{t('card.kept')}</small>
          <Button
            size="sm"
            kind="text"
            icon="x"
            aria-label={t('card.drop')}
            title={t('card.drop')}
            onClick={() => onCard(undefined)}
          />
        </span>
      )}
    </fieldset>
  )
}
