import type { Texts } from '#kernel/text.ts'

/** What visitors read, and what their answers are refused with: no page of ours loads it. */
export const formPageText = {
  'form.page.send':       { en: 'Send', zh: '提交' },
  'form.page.required':   { en: 'required', zh: '必填' },
  'form.page.choose':     { en: 'Please choose', zh: '请选择' },
  'form.page.province':   { en: 'Province', zh: '请选择省份' },
  'form.page.city':       { en: 'City', zh: '请选择城市' },
  'form.page.area':       { en: 'District', zh: '请选择区县' },
  'form.page.toCity':     { en: 'Next: the city', zh: '下一步：选择城市' },
  'form.page.toArea':     { en: 'Next: the district', zh: '下一步：选择区县' },
  'form.page.anew':       { en: 'Changed it? Show its parts', zh: '更换省市后点此更新' },
  'form.page.inWords':    { en: 'Not in the list, or abroad: in your words', zh: '列表中没有或在国外，请直接填写' },
  'form.page.wrong':      { en: 'Please look at the marked fields.', zh: '请检查标出的内容。' },
  'form.page.thanks':     { en: 'Thank you!', zh: '提交成功，感谢您！' },
  'form.page.thanksSay':  { en: 'We have received your answer and will be in touch soon.', zh: '我们已收到您的信息，会尽快与您联系。' },
  'form.page.paused':     { en: 'This form takes no answers at the moment', zh: '此表单暂停填写' },
  'form.page.pausedSay':  { en: 'Please try again later, or ask whoever sent it to you.', zh: '请稍后再试，或联系发送方。' },
  'form.page.honey':      { en: 'Leave this field empty', zh: '请勿填写此项' },
  'form.page.tooLarge':   { en: 'That was too much text', zh: '内容过长' },
  'form.page.tooLargeSay': { en: 'Go back, shorten your answer and send it again.', zh: '请返回，缩短内容后重新提交。' },
  'form.badPhone':        { en: 'This is not a phone number.', zh: '电话号码不正确。' },
  'form.noConsent':       { en: 'Please tick this to send.', zh: '请勾选同意后再提交。' },
  'form.paused':          { en: 'The form takes no answers at the moment.', zh: '表单暂停填写。' },
  'form.foreignSite':     { en: 'This site may not send answers to the form.', zh: '该网站不允许向此表单提交。' },
} as const satisfies Texts
