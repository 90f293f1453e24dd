import './Files.css'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Problem } from '#ui/Problem.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { usePhone } from '#ui/usePhone.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { fileText } from '../file.text.ts'
import { FileLine } from './FileLine.tsx'
import { useFiles } from './useFiles.ts'

/** What hangs on a record: dropped here, chosen, or taken with the phone. */
export function FilesPart({ entity, id }: SlotProps) {
  const t = useText(fileText)
  const session = useSession()
  const phone = usePhone()
  const { files, add, adding, refused, fresh } = useFiles({ entity, recordId: id })
  const [over, setOver] = useState(false)
  const may = mayDo(session, 'file.create')
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void add([...event.dataTransfer.files])
    },
  }
  return (
    <section className={over ? 'card filespart over' : 'card filespart'} {...(may && drop)}>
      <header>
        <h2>{t('file.files')}</h2>
        <span className="grow" />
        {may && <Choose onChoose={add} busy={adding !== undefined} />}
      </header>
      <div className="body">
        {files.error && <Problem error={files.error} onRetry={() => files.refetch()} />}
        {refused.length > 0 && <Reasons reasons={refused} />}
        {over && <p className="t2">{t('file.drop')}</p>}
        {adding !== undefined && (
          <p className="t2" role="status">
            {t('file.adding', { name: adding })}
          </p>
        )}
        {files.isPending && <RowsSkeleton rows={1} />}
        {files.data?.items.length === 0 && !adding && !over && (
          <p className="t3">{t(phone || !may ? 'file.nonePhone' : 'file.none')}</p>
        )}
        <ul className="plain">
          {files.data?.items.map(file => (
            <FileLine key={file.id} file={file} onDone={fresh} />
          ))}
        </ul>
      </div>
    </section>
  )
}

type ChooseProps = { onChoose: (files: Iterable<File>) => Promise<void>; busy: boolean }

/** The browser's own file dialogue behind buttons of ours. */
function Choose({ onChoose, busy }: ChooseProps) {
  const t = useText(fileText)
  const any = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const chosen = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    // the same file again is a change again
    input.value = ''
    void onChoose(files)
  }
  return (
    <>
      <input
        ref={camera}
        className="vh"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-label={t('file.photo')}
        onChange={event => chosen(event.currentTarget)}
      />
      <input
        ref={any}
        className="vh"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t('file.add')}
        onChange={event => chosen(event.currentTarget)}
      />
      <Button
        size="sm"
        kind="text"
        icon="cam"
        only="ph"
        aria-label={t('file.photo')}
        disabled={busy}
        onClick={() => camera.current?.click()}
      />
      <Button size="sm" icon="plus" disabled={busy} onClick={() => any.current?.click()}>
        {t('file.add')}
      </Button>
    </>
  )
}
