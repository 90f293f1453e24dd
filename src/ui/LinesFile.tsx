import { useRef } from 'react'
import { Button } from './Button.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

/** Lines from a text file, for whoever has no hand free to drop it. */
export function LinesFile({ onFile }: { readonly onFile: (file: File) => unknown }) {
  const t = useText(uiText)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        className="vh"
        type="file"
        accept=".csv,.tsv,.txt,text/*"
        tabIndex={-1}
        aria-label={t('lines.fileSay')}
        onChange={({ currentTarget: field }) => {
          const [file] = field.files ?? []
          // the same file again is a file again
          field.value = ''
          if (file) onFile(file)
        }}
      />
      <Button kind="text" size="sm" icon="clip" onClick={() => input.current?.click()}>
        {t('lines.file')}
      </Button>
    </>
  )
}
