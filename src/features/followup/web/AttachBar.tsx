import './Attach.css'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { outbox, type Waiting } from '#ui/outbox.ts'
import { useLang, useReason, useText } from '#ui/useText.tsx'
import { attachText } from '../attach.text.ts'
import type { Attaching } from './useAttaching.ts'
import { useVoice, voiceName } from './useVoice.ts'

type Props = { attaching: Attaching /** Where one checks in. */; isVisit: boolean }

/** Photo, file, voice, place: one tap each, shown until the follow-up is logged and everything has arrived. */
export function AttachBar({ attaching, isVisit }: Props) {
  const { items, pending, fix } = attaching
  return (
    <div className="attach">
      {(fix.place || fix.finding || fix.problem) && <Place attaching={attaching} />}
      {items.length > 0 && (
        <ul className="plain">
          {items.map(one => (
            <Item key={one.id} item={one} />
          ))}
        </ul>
      )}
      <Pending pending={pending} />
      <Tools attaching={attaching} isVisit={isVisit} />
    </div>
  )
}

function Tools({ attaching: { add, addBlob, fix }, isVisit }: Props) {
  const t = useText(attachText)
  const { locale, zone } = useLang()
  const camera = useRef<HTMLInputElement>(null)
  const any = useRef<HTMLInputElement>(null)
  const voice = useVoice(heard => void addBlob(voiceName(heard, { t, locale, zone }), heard.blob))
  const chosen = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    // the same file again is a change again
    input.value = ''
    void add(files)
  }
  const hidden = { className: 'vh', type: 'file', tabIndex: -1 } as const
  return (
    <>
      {voice.problem && <p className="wrong">{t(`attach.${voice.problem}`)}</p>}
      <div className="tools">
        <input
          ref={camera}
          {...hidden}
          accept="image/*"
          capture="environment"
          aria-label={t('attach.photo')}
          onChange={event => chosen(event.currentTarget)}
        />
        <input
          ref={any}
          {...hidden}
          multiple
          aria-label={t('attach.file')}
          onChange={event => chosen(event.currentTarget)}
        />
        <Button
          size="sm"
          kind="text"
          icon="cam"
          aria-label={t('attach.photo')}
          title={t('attach.photo')}
          onClick={() => camera.current?.click()}
        />
        <Button
          size="sm"
          kind="text"
          icon="clip"
          aria-label={t('attach.file')}
          title={t('attach.file')}
          onClick={() => any.current?.click()}
        />
        {voice.recording ? (
          <Button size="sm" bad icon="mic" aria-pressed onClick={voice.stop}>
            {t('attach.stop')}
          </Button>
        ) : (
          <Button
            size="sm"
            kind="text"
            icon="mic"
            aria-label={t('attach.voice')}
            title={t('attach.voice')}
            onClick={voice.start}
          />
        )}
        {isVisit && !fix.place && (
          <Button size="sm" icon="pin" busy={fix.finding} onClick={fix.find}>
            {t('attach.checkIn')}
          </Button>
        )}
      </div>
    </>
  )
}

function Place({ attaching: { fix } }: { attaching: Attaching }) {
  const t = useText(attachText)
  const { place, finding, problem } = fix
  if (finding)
    return (
      <p className="t2" role="status">
        {t('place.finding')}
      </p>
    )
  if (problem)
    return (
      <p className="wrong" role="alert">
        {t(`place.${problem}`)}
      </p>
    )
  if (!place) return null
  const spot = `${place.lat.toFixed(5)}, ${place.lng.toFixed(5)}`
  return (
    <div className="place">
      <p className="row">
        <Icon name="pin" />
        <span className="grow num">{t('place.within', { place: spot, metres: Math.round(place.accuracy) })}</span>
        <Button size="sm" kind="text" icon="x" aria-label={t('place.remove')} onClick={() => fix.set(undefined)} />
      </p>
      <input
        value={place.place ?? ''}
        maxLength={200}
        placeholder={t('place.words')}
        aria-label={t('place.words')}
        onChange={event => fix.set({ ...place, place: event.target.value })}
      />
      <label className="row">
        <input
          type="checkbox"
          checked={place.isPlace ?? false}
          onChange={event => {
            const { isPlace: _, ...rest } = place
            fix.set(event.target.checked ? { ...rest, isPlace: true } : rest)
          }}
        />
        {t('place.isPlace')}
      </label>
    </div>
  )
}

function Item({ item: { id, name, blob } }: { item: Waiting }) {
  const t = useText(attachText)
  const src = useObjectUrl(blob)
  return (
    <li>
      {blob.type.startsWith('image/') && src ? (
        <img className="thumb" src={src} alt="" />
      ) : (
        <Icon name={blob.type.startsWith('audio/') ? 'mic' : 'doc'} />
      )}
      <span className="cut">{name}</span>
      <Button
        size="sm"
        kind="text"
        icon="x"
        aria-label={t('attach.remove', { name })}
        onClick={() => outbox.drop(id)}
      />
    </li>
  )
}

/** Says what has not arrived, and why where the server refused it. */
function Pending({ pending }: { pending: readonly Waiting[] }) {
  const t = useText(attachText)
  const say = useReason()
  const waiting = pending.filter(one => one.refused.length === 0)
  return (
    <>
      {waiting.length > 0 && (
        <p className="t2" role="status">
          {t('attach.waiting', { count: waiting.length })}
        </p>
      )}
      {pending
        .filter(one => one.refused.length > 0)
        .map(({ id, name, refused }) => (
          <p key={id} className="wrong row">
            <span className="grow">{t('attach.refused', { name, why: refused.map(say).join(' ') })}</span>
            <Button
              size="sm"
              kind="text"
              icon="x"
              aria-label={t('attach.remove', { name })}
              onClick={() => outbox.drop(id)}
            />
          </p>
        ))}
    </>
  )
}

function useObjectUrl(blob: Blob): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!blob.type.startsWith('image/')) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}
