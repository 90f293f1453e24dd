import { Segmented } from '#ui/Segmented.tsx'
import { useText } from '#ui/useText.tsx'
import { shellText } from './shell.text.ts'
import { useTheme } from './useTheme.tsx'

/** Light, dark, or whatever the system is at the moment. */
export function ThemePick() {
  const t = useText(shellText)
  const { own, setTheme } = useTheme()
  return (
    <Segmented
      label={t('shell.theme')}
      all={['light', 'dark', null] as const}
      value={own}
      say={one => t(`shell.theme.${one ?? 'system'}`)}
      onPick={setTheme}
    />
  )
}
