import '#ui/kit.css'
import '#ui/marks.css'
import { ConfigProvider, type ConfigProviderProps } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Lang, Texts } from '#kernel/text.ts'
import { antdTheme } from '#ui/antdTheme.ts'
import type { ThemeName } from '#ui/readTokens.ts'
import { ToastProvider } from '#ui/Toast.tsx'
import { usePhone } from '#ui/usePhone.ts'
import { TextProvider } from '#ui/useText.tsx'
import type { Chooser } from './useOwnChoice.ts'
import { ThemeProvider, useTheme } from './useTheme.tsx'

// antd's own types call these CommonJS; what is imported is the locale itself
const locales = { en: enUS, zh: zhCN } as unknown as Record<Lang, NonNullable<ConfigProviderProps['locale']>>

type Props = {
  lang: Lang
  ownLang?: Lang | null
  setLang: (lang: Lang | null) => void
  texts: Texts
  zone?: string | undefined
  /** Who is signed in, with what they chose of light and dark. */
  looker?: Chooser<ThemeName>
  keepTheme?: (theme: ThemeName | null) => void
  children: ReactNode
}

/** Language, theme and antd, the same for the app and the gallery. */
export function Providers({ looker, keepTheme, ...props }: Props) {
  return (
    <ThemeProvider {...(looker && { person: looker })} {...(keepTheme && { keep: keepTheme })}>
      <Inner {...props} />
    </ThemeProvider>
  )
}

function Inner({ lang, ownLang = null, setLang, texts, zone, children }: Omit<Props, 'looker' | 'keepTheme'>) {
  const { theme, still } = useTheme()
  const phone = usePhone()
  const look = useMemo(() => antdTheme(theme, still), [theme, still])
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en')
  }, [lang])
  return (
    <TextProvider lang={lang} ownLang={ownLang} setLang={setLang} texts={texts} {...(zone !== undefined && { zone })}>
      <ConfigProvider
        theme={look}
        locale={locales[lang]}
        componentSize={phone ? 'large' : 'middle'}
        button={{ autoInsertSpace: false }}
      >
        <ToastProvider>{children}</ToastProvider>
      </ConfigProvider>
    </TextProvider>
  )
}
