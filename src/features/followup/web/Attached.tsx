import './Attach.css'
import { useEffect, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { addressOf } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { attachText } from '../attach.text.ts'
import { mapHref } from '../checkIn.rules.ts'
import type { CheckIn, Attached as File } from '../followup.schema.ts'

const hrefOf = ({ id }: File, download = false): string =>
  addressOf({ path: `/files/${id}/content`, query: download ? { download } : {} })
const pictures: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** What came with a follow-up: pictures to open, voice to hear, the rest to save. */
export function Attached({ files, checkIn }: { files: readonly File[]; checkIn: CheckIn | null }) {
  const t = useText(attachText)
  const [seen, see] = useState<File>()
  if (files.length === 0 && !checkIn) return null
  return (
    <div className="attached">
      {checkIn && <Where checkIn={checkIn} />}
      {files.map(file =>
        pictures.includes(file.type) ? (
          <button
            key={file.id}
            type="button"
            className="thumb"
            aria-label={t('attach.view', { name: file.name })}
            onClick={() => see(file)}
          >
            <img src={hrefOf(file)} alt="" loading="lazy" />
          </button>
        ) : file.type.startsWith('audio/') ? (
          <Voice key={file.id} file={file} />
        ) : (
          <a key={file.id} className="link row" href={hrefOf(file, true)}>
            <Icon name="clip" />
            {file.name}
          </a>
        ),
      )}
      <Sheet open={seen !== undefined} onClose={() => see(undefined)} title={seen?.name ?? ''} width={900}>
        {seen && (
          <div className="attach-view">
            <img src={hrefOf(seen)} alt={seen.name} />
          </div>
        )}
      </Sheet>
    </div>
  )
}

/** Fetched whole on the first press: some browsers ask for media in pieces, which no file here is served in. */
function Voice({ file }: { file: File }) {
  const t = useText(attachText)
  const [src, setSrc] = useState<string>()
  useEffect(() => () => (src ? URL.revokeObjectURL(src) : undefined), [src])
  const load = async () => {
    const answer = await fetch(hrefOf(file)).catch(() => undefined)
    if (answer?.ok) setSrc(URL.createObjectURL(await answer.blob()))
  }
  if (!src)
    return (
      <Button size="sm" icon="play" onClick={load}>
        {file.name || t('attach.voice')}
      </Button>
    )
  // biome-ignore lint/a11y/useMediaCaption: what somebody said into a phone has no captions
  return <audio controls autoPlay src={src} />
}

function Where({ checkIn }: { checkIn: CheckIn }) {
  const t = useText(attachText)
  const { lat, lng, accuracy, place, distance } = checkIn
  const spot = place ?? `${lat.toFixed(5)}, ${lng.toFixed(5)}`
  const metres = distance !== null && (distance < 1000 ? `${distance} m` : `${(distance / 1000).toFixed(1)} km`)
  return (
    <span className="row tight">
      <Icon name="pin" />
      <span>{t('place.within', { place: spot, metres: accuracy })}</span>
      {metres && <small className="t3">{t('place.from', { metres })}</small>}
      <a className="link" href={mapHref(checkIn)}>
        {t('place.map')}
      </a>
    </span>
  )
}
