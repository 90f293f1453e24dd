import type { Texts } from '#kernel/text.ts'

export const linkText = {
  'event.link.revoked':   { en: 'Link taken back', zh: '撤销了链接' },
  'link.links':           { en: 'Links', zh: '链接' },
  'link.none':            { en: 'No link has been given out', zh: '还没有发出链接' },
  'link.by':              { en: 'by {name}', zh: '{name} 生成' },
  'link.byItself':        { en: 'sent by itself', zh: '自动发送' },
  'link.opened':          { en: 'opened {n:time|times}', zh: '打开 {n} 次' },
  'link.openedOnce':      { en: 'opened once', zh: '打开 1 次' },
  'link.unopened':        { en: 'not opened yet', zh: '尚未打开' },
  'link.state.live':      { en: 'Open', zh: '有效' },
  'link.state.over':      { en: 'Expired', zh: '已过期' },
  'link.state.revoked':   { en: 'Taken back', zh: '已撤销' },
  'link.revoke':          { en: 'Take back', zh: '撤销' },
  'link.revoked':         { en: 'This link opens nothing any more.', zh: '该链接已失效。' },
} as const satisfies Texts
