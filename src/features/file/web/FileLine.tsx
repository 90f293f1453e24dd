import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { isImage, isInline } from '../file.rules.ts'
import type { StoredFile } from '../file.schema.ts'
import { fileText } from '../file.text.ts'
import { contentHref, fileCalls } from './useFiles.ts'

const nameField: Field = { key: 'name', label: fileText['file.name'], kind: 'text', required: true, maxLength: 200 }

type Props = { file: StoredFile; onDone: () => Promise<unknown> }

export function FileLine({ file, onDone }: Props) {
  const t = useText(fileText)
  const tell = useToast()
  const [asking, ask] = useState<'rename' | 'delete'>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const { id } = file
  const trash = async () => {
    try {
      await fileCalls.trash({ id })
      tell(t('file.deleted'))
      await onDone()
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const rename = async (body: Readonly<Record<string, unknown>>, version: number | undefined) => {
    await fileCalls.rename({ id, name: String(body.name ?? ''), ...(version !== undefined && { version }) })
    await onDone()
  }
  return (
    <li className="file">
      <div className="row">
        <Preview file={file} />
        <span className="grow cut">
          <Name file={file} />
          <small className="t3 cut">
            {[sizeOf(file.size), file.ownerName].filter(Boolean).join(' · ')} · <When at={file.createdAt} />
          </small>
        </span>
        {asking === 'delete' ? (
          <>
            <span className="t2 nw">{t('file.sure')}</span>
            <Button size="sm" bad onClick={trash}>
              {t('file.yes')}
            </Button>
            <Button size="sm" kind="text" onClick={() => ask(undefined)}>
              {t('file.no')}
            </Button>
          </>
        ) : (
          <Tools file={file} onAsk={ask} />
        )}
      </div>
      {refused.length > 0 && <Reasons reasons={refused} />}
      {asking === 'rename' && (
        <RecordForm
          fields={[nameField]}
          record={file}
          version={file.version}
          draftKey={`file:${id}`}
          onSave={rename}
          onDone={() => ask(undefined)}
          onCancel={() => ask(undefined)}
        />
      )}
    </li>
  )
}

function Tools({ file, onAsk }: { file: StoredFile; onAsk: (asking: 'rename' | 'delete') => void }) {
  const t = useText(fileText)
  const session = useSession()
  // the server knows departments; here only what is surely not one's own loses the buttons
  const mine = (permission: string) =>
    mayDo(session, permission) && (session.grants[permission] !== 'own' || file.ownerId === session.userId)
  const { name } = file
  return (
    <>
      <a className="btn txt sm ico" href={contentHref(file, true)} aria-label={t('file.download', { name })}>
        <Icon name="download" />
      </a>
      {mine('file.edit') && (
        <Button
          size="sm"
          kind="text"
          icon="edit"
          aria-label={t('file.rename', { name })}
          onClick={() => onAsk('rename')}
        />
      )}
      {mine('file.delete') && (
        <Button
          size="sm"
          kind="text"
          icon="trash"
          aria-label={t('file.delete', { name })}
          onClick={() => onAsk('delete')}
        />
      )}
    </>
  )
}

function Preview({ file }: { file: StoredFile }) {
  if (isImage(file.type)) return <img className="thumb" src={contentHref(file)} alt="" loading="lazy" />
  return (
    <i className="thumb">
      <Icon name={file.type.startsWith('video/') ? 'play' : 'doc'} />
    </i>
  )
}

function Name({ file }: { file: StoredFile }) {
  const shown = isInline(file.type)
  return (
    <a
      className="link cut"
      href={contentHref(file)}
      title={file.name}
      {...(shown && { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {file.name}
    </a>
  )
}

function sizeOf(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
