import type { Texts } from '#kernel/text.ts'

/** What customers read, and what is written for them: no page of ours loads it. */
export const surveyPageText = {
  'survey.noScore':           { en: 'Please choose a score.', zh: '请选择评分。' },
  'survey.tooLong':           { en: 'Please write no more than {most:character|characters}.', zh: '请不要超过 {most} 个字。' },
  'survey.complaint':         { en: 'Low score: {score} of 5', zh: '客户评分低：{score} 分' },
  'survey.complaintSay':      { en: 'The customer gave {score} of 5 in {number}.', zh: '客户在满意度调查 {number} 中评 {score} 分。' },
  'survey.page.title':        { en: 'How satisfied are you?', zh: '您对我们满意吗？' },
  'survey.page.order':        { en: 'Your order {number} has arrived. How satisfied are you with it and with us?', zh: '您的订单 {number} 已签收，请对本次合作打分。' },
  'survey.page.ticket':       { en: 'Your request {number} is settled. How satisfied are you with how it was handled?', zh: '您的售后请求 {number} 已处理完成，请对处理结果打分。' },
  'survey.page.score':        { en: 'Your score', zh: '您的评分' },
  'survey.page.worst':        { en: '1 very dissatisfied', zh: '1 非常不满意' },
  'survey.page.best':         { en: '5 very satisfied', zh: '5 非常满意' },
  'survey.page.score.1':      { en: 'very dissatisfied', zh: '非常不满意' },
  'survey.page.score.2':      { en: 'dissatisfied', zh: '不满意' },
  'survey.page.score.3':      { en: 'neither', zh: '一般' },
  'survey.page.score.4':      { en: 'satisfied', zh: '满意' },
  'survey.page.score.5':      { en: 'very satisfied', zh: '非常满意' },
  'survey.page.comment':      { en: 'What could be better? (optional)', zh: '有什么建议？（选填）' },
  'survey.page.send':         { en: 'Send', zh: '提交' },
  'survey.page.thanks':       { en: 'Thank you!', zh: '感谢您的反馈！' },
  'survey.page.thanksSay':    { en: 'Your answer has arrived. You can close this page.', zh: '我们已收到您的评价，可以关闭此页面。' },
  'survey.letter.subject':    { en: '{company}: how satisfied are you?', zh: '{company}：请评价我们的服务' },
  'survey.letter.order':      { en: 'Your order {number} has arrived. We would like to know how satisfied you are. It takes less than a minute:', zh: '您的订单 {number} 已签收，想听听您的评价，不到一分钟即可完成：' },
  'survey.letter.ticket':     { en: 'Your request {number} is settled. We would like to know how satisfied you are. It takes less than a minute:', zh: '您的售后请求 {number} 已处理完成，想听听您的评价，不到一分钟即可完成：' },
  'survey.letter.until':      { en: 'The link opens until {date}.', zh: '链接有效期至 {date}。' },
} as const satisfies Texts
