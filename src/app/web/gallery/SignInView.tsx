import { Button } from '#ui/Button.tsx'
import { FieldRow } from '#ui/FieldRow.tsx'
import { useLang } from '#ui/useText.tsx'
import { holdReason, holdUntil, moveNames } from './sample.ts'

export function SignInView() {
  const { lang } = useLang()
  return (
    <div className="stack">
      <FieldRow field={holdReason} value="ann@example.com" onChange={() => {}} />
      <FieldRow field={holdUntil} value={null} onChange={() => {}} reasons={[{ key: 'form.required' }]} />
      <Button kind="primary" size="lg">
        {moveNames.complete?.[lang]}
      </Button>
    </div>
  )
}
