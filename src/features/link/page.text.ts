import type { Texts } from '#kernel/text.ts'

/** What visitors read: no page of ours loads it. */
export const linkPageText = {
  'link.page.other':      { en: '中文', zh: 'English' },
  'link.page.gone':       { en: 'This link does not open anything', zh: '链接无法打开' },
  'link.page.goneSay':    { en: 'It may have expired or been taken back. Ask whoever sent it for a new one.', zh: '链接可能已过期或已被撤销，请联系发送方重新获取。' },
  'link.page.tooMany':    { en: 'One moment, please', zh: '请稍候' },
  'link.page.tooManySay': { en: 'This page was asked for too often. Try again in {seconds:second|seconds}.', zh: '访问过于频繁，请在 {seconds} 秒后重试。' },
  'link.page.fault':      { en: 'Something went wrong', zh: '出错了' },
  'link.page.faultSay':   { en: 'It is not your fault. Please try again in a while.', zh: '这不是您的问题，请稍后再试。' },
} as const satisfies Texts
