import { type ChangeEvent, type DragEvent, useId, useState } from 'react'
import { Icon } from '#ui/Icon.tsx'
import { useText } from '#ui/useText.tsx'
import { exchangeText } from '../exchange.text.ts'

/** Chosen or dropped; the whole field is the label of the one input. */
export function FileDrop({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const t = useText(exchangeText)
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (file: File | undefined) => {
    if (file && !busy) onFile(file)
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files?.[0])
    event.target.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  const hover = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <label
      htmlFor={id}
      className={`impdrop${over ? ' over' : ''}${busy ? ' busy' : ''}`}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="doc" />
      <b>{busy ? t('import.reading') : t('import.file')}</b>
      <span className="t3">{t('import.fileSay')}</span>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.tsv,.xlsx,.vcf,text/csv,text/plain"
        disabled={busy}
        onChange={choose}
      />
    </label>
  )
}
