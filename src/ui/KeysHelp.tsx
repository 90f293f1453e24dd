import './Palette.css'
import { Sheet } from './Sheet.tsx'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  keys: readonly { keys: readonly string[]; does: string }[]
}

export function KeysHelp({ open, onClose, title, keys }: Props) {
  return (
    <Sheet open={open} onClose={onClose} title={title} width={340}>
      <dl className="keyhelp">
        {keys.map(row => (
          <div key={row.does} style={{ display: 'contents' }}>
            <dt>
              {row.keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{row.does}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
