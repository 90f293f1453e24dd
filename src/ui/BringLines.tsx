import { Input } from 'antd'
import { useState } from 'react'
import { Button } from './Button.tsx'
import { LinesFile } from './LinesFile.tsx'
import { tableIn } from './pasteRows.ts'
import { Sheet } from './Sheet.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props = {
  readonly onTable: (table: readonly (readonly string[])[]) => void
  readonly onFile: (file: File) => unknown
  readonly onClose: () => void
}

/** On a phone nothing has the caret that could be pasted into: a place for it, and a file. */
export function BringLines({ onTable, onFile, onClose }: Props) {
  const t = useText(uiText)
  const [text, setText] = useState('')
  const table = tableIn(text)
  const goOn = (go: () => unknown) => {
    onClose()
    void go()
  }
  const footer = (
    <div className="row">
      <LinesFile onFile={file => goOn(() => onFile(file))} />
      <span className="grow" />
      <Button kind="primary" disabled={table.length === 0} onClick={() => goOn(() => onTable(table))}>
        {t('lines.bringNext')}
      </Button>
    </div>
  )
  return (
    <Sheet open onClose={onClose} title={t('lines.bring')} footer={footer}>
      <div className="stack">
        <p className="t2">{t('lines.bringSay')}</p>
        <Input.TextArea
          rows={7}
          value={text}
          aria-label={t('lines.pasteTitle')}
          onChange={event => setText(event.target.value)}
        />
      </div>
    </Sheet>
  )
}
