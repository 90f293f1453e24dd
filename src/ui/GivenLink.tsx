import './GivenLink.css'
import { renderSVG } from 'uqr'
import { Button } from './Button.tsx'
import { useToast } from './Toast.tsx'

type Props = {
  readonly address: string
  readonly say: string
  readonly copy: string
  readonly copied: string
  /** What the picture is, for whoever does not see it. */
  readonly code: string
}

/** A link as it is handed on: copied, or scanned from the screen. */
export function GivenLink({ address, say, copy, copied, code }: Props) {
  const tell = useToast()
  const take = async () => {
    // without https the browser has no clipboard to give: the text can be selected
    await navigator.clipboard?.writeText(address)
    tell(copied)
  }
  return (
    <>
      <p className="t2">{say}</p>
      <code className="givenlink">{address}</code>
      <div className="row">
        <Button kind="primary" icon="copy" onClick={take}>
          {copy}
        </Button>
      </div>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}`}
        alt={code}
        width={200}
        height={200}
      />
    </>
  )
}
