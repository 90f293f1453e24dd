import type { Texts } from '#kernel/text.ts'

/** What is said of forms elsewhere: in histories, refusals, rights. */
export const capturedText = {
  'permission.form.read':      { en: 'See lead forms and what was answered', zh: '查看线索表单及填写记录' },
  'permission.form.edit':      { en: 'Set up lead forms', zh: '设置线索表单' },
  'permission.form.review':    { en: 'Decide on answers that were held back', zh: '处理被拦下的表单填写' },
  'event.form.created':        { en: 'Form made', zh: '新建了表单' },
  'event.form.edited':         { en: 'Form changed', zh: '修改了表单' },
  'event.form.archived':       { en: 'Form archived', zh: '归档了表单' },
  'event.form.dropped':        { en: 'Answer put aside', zh: '忽略了一份填写' },
  'event.lead.formAnswered':   { en: 'Form filled in', zh: '填写了表单' },
  'event.customer.formAnswered': { en: 'Form filled in', zh: '填写了表单' },
  'form.byForm':               { en: 'Came by the form {form}.', zh: '来自表单「{form}」。' },
  'form.nameTaken':            { en: 'Another form has this name.', zh: '已有同名表单。' },
  'form.nameMissing':          { en: 'Ask for the name, and make it required.', zh: '表单须包含「姓名」，且必填。' },
  'form.unreachable':          { en: 'Ask for a phone or an e-mail: nobody could be reached otherwise.', zh: '请至少收集电话或邮箱，否则无法联系对方。' },
  'form.requiredMissing':      { en: 'Leads need {field}: ask for it, and make it required.', zh: '线索的「{field}」为必填，请加入表单并设为必填。' },
  'form.unknownField':         { en: 'A form cannot ask for this.', zh: '表单不能收集此字段。' },
  'form.askedTwice':           { en: 'This is asked twice.', zh: '此字段重复。' },
  'form.notHttps':             { en: 'The address must begin with https://', zh: '网址须以 https:// 开头。' },
  'form.badHost':              { en: 'Only the name of the site: www.example.com or *.example.com', zh: '只填域名，例如 www.example.com 或 *.example.com' },
  'form.oneAim':               { en: 'Choose a pool or a rule, not both.', zh: '公海与分配规则只能选一个。' },
  'form.notHeld':              { en: 'Somebody has decided on this already.', zh: '这份填写已处理过。' },
  'form.why.honey':            { en: 'A field that people do not see was filled in', zh: '填写了正常人看不到的字段' },
  'form.why.fast':             { en: 'It was sent faster than anybody can type', zh: '提交过快' },
  'form.why.stamp':            { en: 'It did not come from a page of ours', zh: '不是从我们的页面提交的' },
  'form.why.links':            { en: '{count:link|links} in the words', zh: '内容中有 {count} 个链接' },
} as const satisfies Texts
