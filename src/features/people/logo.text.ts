import type { Texts } from '#kernel/text.ts'

export const logoText = {
  'people.logo.title':   { en: 'Logo', zh: '企业标志' },
  'people.logo.say':     { en: 'On quotes, order confirmations, delivery notes and pages for customers. PNG or JPEG; larger pictures are made smaller.', zh: '印在报价单、订单确认书、送货单和客户页面上。支持 PNG、JPEG，过大的图片会自动缩小。' },
  'people.logo.none':    { en: 'No logo yet: papers begin with the company’s name alone.', zh: '还没有企业标志：单据只以企业名称开头。' },
  'people.logo.add':     { en: 'Choose a picture', zh: '选择图片' },
  'people.logo.change':  { en: 'Change', zh: '更换' },
  'people.logo.remove':  { en: 'Remove', zh: '移除' },
  'people.logo.sure':    { en: 'Remove the logo?', zh: '确定移除标志？' },
  'people.logo.keep':    { en: 'Keep', zh: '保留' },
  'people.logo.saved':   { en: 'Logo saved.', zh: '标志已保存。' },
  'people.logo.removed': { en: 'Logo removed.', zh: '标志已移除。' },
} as const satisfies Texts
