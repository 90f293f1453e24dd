import { Icon } from '#ui/Icon.tsx'
import { Link } from '#ui/Link.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { shellText } from './shell.text.ts'
import { ThemePick } from './ThemePick.tsx'
import { useSignOut } from './useSignOut.ts'
import { useTheme } from './useTheme.tsx'

/** Language, light or dark, keys, sign-out: in the user menu and in the phone's sheet. */
export function UserActions({ onKeys }: { onKeys: () => void }) {
  const t = useText(shellText)
  const { lang, setLang } = useLang()
  const { theme } = useTheme()
  const signOut = useSignOut()
  return (
    <>
      <Link href="/account">
        <Icon name="user" />
        {t('shell.account')}
      </Link>
      <button type="button" onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')} lang={lang === 'zh' ? 'en' : 'zh-CN'}>
        <Icon name="globe" />
        {t('shell.language')}
      </button>
      <div className="theme">
        <Icon name={theme === 'dark' ? 'moon' : 'sun'} />
        <ThemePick />
      </div>
      <button type="button" className="dk" onClick={onKeys}>
        <Icon name="key" />
        {t('shell.keys')}
      </button>
      <button type="button" onClick={signOut}>
        <Icon name="out" />
        {t('shell.signOut')}
      </button>
    </>
  )
}
