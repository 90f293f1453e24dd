import type { Texts } from '#kernel/text.ts'

// prettier-ignore
export const regionText = {
  'region.choose':    { en: 'Choose a region of China',                                         zh: '选择省市区' },
  'region.use':       { en: 'Use this region',                                                  zh: '使用此地区' },
  'region.chosen':    { en: 'Chosen',                                                           zh: '已选择' },
  'region.nothing':   { en: 'Nothing chosen yet',                                               zh: '尚未选择' },
  'region.abroad':    { en: 'A place outside China is typed into the field itself.',            zh: '境外地点请直接在输入框中填写。' },
  'region.level.2':   { en: 'Province',                                                         zh: '省 / 直辖市 / 自治区' },
  'region.level.4':   { en: 'City',                                                             zh: '城市' },
  'region.level.6':   { en: 'District or county',                                               zh: '区 / 县' },
  'region.level.9':   { en: 'Street or town',                                                   zh: '街道 / 乡镇' },
  'address.paste':    { en: 'Paste an address',                                                 zh: '粘贴地址识别' },
  'address.say':      { en: 'Paste it as it came: who, where, which number. Nothing is stored before you have looked at it.', zh: '把对方发来的内容原样粘贴：姓名、地址、电话。确认后才会填入表单。' },
  'address.text':     { en: 'Address, name and phone as one text',                              zh: '地址、姓名、电话的整段文字' },
  'address.sample':   { en: '江苏省无锡市宜兴市湖㳇镇阳羡路18号 张三 13812345678',                    zh: '江苏省无锡市宜兴市湖㳇镇阳羡路18号 张三 13812345678' },
  'address.split':    { en: 'Split it',                                                         zh: '识别' },
  'address.found':    { en: 'What was read',                                                    zh: '识别结果' },
  'address.instead':  { en: 'instead of {was}',                                                 zh: '替换“{was}”' },
  'address.nothing':  { en: 'No region, name or phone was found in it.',                        zh: '没有识别出地区、姓名或电话。' },
  'address.left':     { en: 'This form has no field for: {what}',                               zh: '没有对应的字段：{what}' },
  'address.use':      { en: 'Put it into the form',                                             zh: '填入表单' },
} satisfies Texts
