import './shell.css'
import '#ui/Problem.css'
import type { ReactNode } from 'react'
import { useLang, useText } from '#ui/useText.tsx'
import { shellText } from './shell.text.ts'
import { ThemePick } from './ThemePick.tsx'

/** Sign-in, first run, invitation: one box, the mark, language and light. */
export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useText(shellText)
  const { lang, setLang } = useLang()
  return (
    <div className="auth">
      <main>
        <div className="box">
          <p className="brand">
            <i className="logo" aria-hidden="true" />
            {t('shell.brand')}
          </p>
          {children}
        </div>
      </main>
      <footer>
        <button
          type="button"
          onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
        >
          {t('shell.language')}
        </button>
        <ThemePick />
      </footer>
    </div>
  )
}
