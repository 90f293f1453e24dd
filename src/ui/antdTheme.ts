import { theme as antd, type ThemeConfig } from 'antd'
import type { ThemeName, Tokens } from './readTokens.ts'
import { tokens } from './theme.ts'

export function antdTheme(name: ThemeName, reducedMotion: boolean): ThemeConfig {
  const t = tokens[name]
  return {
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: `baton-${name}` },
    hashed: false,
    token: { ...colours(t), ...shape(t), motion: !reducedMotion },
    components: components(t),
  }
}

const colours = (t: Tokens): ThemeConfig['token'] => ({
  colorPrimary: t.accent,
  colorPrimaryHover: t['accent-hover'],
  colorPrimaryActive: t['accent-press'],
  colorPrimaryBg: t['accent-bg'],
  colorPrimaryBorder: t['accent-line'],
  colorLink: t['accent-ink'],
  colorLinkHover: t['accent-ink'],
  colorInfo: t.cool,
  colorSuccess: t['ok-bar'],
  colorSuccessText: t['ok-ink'],
  colorSuccessBg: t['ok-bg'],
  colorWarning: t['warn-bar'],
  colorWarningText: t['warn-ink'],
  colorWarningBg: t['warn-bg'],
  colorError: t['late-bar'],
  colorErrorText: t['late-ink'],
  colorErrorBg: t['late-bg'],
  colorBgLayout: t['bg-layout'],
  colorBgContainer: t.bg,
  colorBgElevated: t['bg-raised'],
  colorFillAlter: t['bg-sunk'],
  colorFillSecondary: t['bg-press'],
  controlItemBgHover: t['bg-hover'],
  controlItemBgActive: t['accent-bg'],
  colorBorder: t['line-strong'],
  colorBorderSecondary: t.line,
  colorSplit: t.line,
  colorText: t.ink,
  colorTextSecondary: t['ink-2'],
  colorTextTertiary: t['ink-3'],
  colorTextQuaternary: t['ink-4'],
  colorTextPlaceholder: t['ink-3'],
  colorTextDescription: t['ink-3'],
  controlOutline: t['accent-line'],
})

const shape = (t: Tokens): ThemeConfig['token'] => ({
  fontFamily: t.font,
  fontSize: 14,
  fontSizeSM: 12,
  fontSizeLG: 16,
  fontSizeHeading4: 20,
  fontWeightStrong: 600,
  borderRadius: 6,
  borderRadiusSM: 4,
  borderRadiusLG: 10,
  borderRadiusXS: 3,
  controlHeight: 32,
  controlHeightSM: 26,
  controlHeightLG: 44,
  controlOutlineWidth: 2,
  boxShadowTertiary: t['sh-1'],
  boxShadow: t['sh-2'],
  boxShadowSecondary: t['sh-2'],
  motionDurationFast: '0.09s',
  motionDurationMid: '0.18s',
  motionDurationSlow: '0.42s',
})

const components = (t: Tokens): NonNullable<ThemeConfig['components']> => ({
  Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500, contentFontSize: 13 },
  Segmented: { trackBg: t['bg-press'] },
  Tag: { defaultBg: t['off-bg'], defaultColor: t['off-ink'] },
  Select: { optionSelectedBg: t['accent-bg'], optionActiveBg: t['bg-hover'] },
  Tooltip: { colorBgSpotlight: t.ink, colorTextLightSolid: t.bg },
})
