import './People.css'
import { Button } from '#ui/Button.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { accountText } from '../account.text.ts'

/** A secret that is shown this once, and copied with one press. */
export function OnceShown({ say, secret, onDone }: { say: string; secret: string; onDone: () => void }) {
  const t = useText(accountText)
  const tell = useToast()
  const copy = async () => {
    // without https the browser has no clipboard to give: the text can be selected
    await navigator.clipboard?.writeText(secret)
    tell(t('account.copied'))
  }
  return (
    <div className="oncebox">
      <p>{say}</p>
      <code>{secret}</code>
      <div className="row">
        <Button kind="primary" icon="copy" onClick={copy}>
          {t('account.copy')}
        </Button>
        <Button kind="text" onClick={onDone}>
          {t('account.done')}
        </Button>
      </div>
    </div>
  )
}
