// An address as it is pasted from a chat: who, where, how to call. What is found is shown to be confirmed, never stored
// by itself.
import { phoneE164 } from './phone.ts'
import { readRegion } from './regionRead.ts'
import type { Region } from './regionTree.ts'

export type ReadAddress = {
  readonly region: Region | undefined
  /** Below the region: street, house, room. */
  readonly address: string | undefined
  readonly postalCode: string | undefined
  readonly name: string | undefined
  readonly company: string | undefined
  readonly phone: string | undefined
}

export function readAddress(text: string): ReadAddress {
  const called = take(text.normalize('NFKC').replace(LABELS, '\n').replace(RECEIVER, ' $1 '), PHONES)
  const posted = take(called.rest, POSTAL)
  const tokens = begun(posted.rest).split(SEPARATORS).filter(Boolean)
  const { region, before, after } = placed(tokens)
  const company = before.find(isCompany) ?? (region ? undefined : after.find(isCompany))
  const others = [...before, ...after].filter(token => token !== company)
  const name =
    before.find(isName) ?? after.slice(region ? 1 : 0).findLast(isName) ?? (region ? undefined : after.find(isName))
  const address = joined(others.filter(token => token !== name))
  return { region, address, postalCode: posted.found, name: name?.replace(/^[:：]/, ''), company, phone: called.found }
}

const LABELS =
  /(?:收货人|收件人|联系人|姓名|手机号码?|联系电话|电话号码?|电话|手机|所在地区|所在地|地区|省市区|详细地址|收货地址|收件地址|街道地址|地址|邮政编码|邮编|公司名称|单位名称|name|tel|phone|mobile|address|region)\s*[:：]/giu
// (张三收)
const RECEIVER = /\((\p{sc=Han}{2,4}) ?(?:亲?收|启)\)/gu
const SEPARATORS = /[\s,，;；、|]+/u
// a mobile number, with or without its country and spaces; a number of Hong Kong, Macao, Taiwan; a landline
const PHONES = [
  /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/,
  /\+?(?:852|853|886)[\s-]?\d(?:[\s-]?\d){7,8}(?!\d)/,
  /(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3})[\s-]?\d{7,8}(?:\s?(?:-|转|ext\.?)\s?\d{1,6})?(?!\d)/,
  /(?<!\d)400[\s-]?\d{3}[\s-]?\d{4}(?!\d)/,
]
const POSTAL = [/(?<![\d-])\d{6}(?![\d号室栋楼层-])/]

function take(text: string, patterns: readonly RegExp[]): { rest: string; found: string | undefined } {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined && (patterns !== PHONES || phoneE164(found, 'CN')))
      return { rest: text.replace(found, '\n'), found: found.trim() }
  }
  return { rest: text, found: undefined }
}

const PROVINCE =
  '(?:北京|天津|上海|重庆)市|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省|' +
  '(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:香港|澳门)特别行政区'

/** 张三江苏省无锡市…: a province in the middle of a word begins another. */
const begun = (text: string): string =>
  text.replace(new RegExp(`(?<=[^\\s,，;；、|省市区县])(?:中国)?(?=${PROVINCE})`, 'u'), '\n')

/** The word at which a region begins; it may go on through the next ones. */
function placed(tokens: readonly string[]): { region: Region | undefined; before: string[]; after: string[] } {
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? ''
    // 无锡阳羡机械有限公司 begins with a place and is none
    const found = isCompany(token) ? undefined : readRegion(token)
    if (!found) continue
    let { region, rest } = found
    let used = at + 1
    while (rest === '' && used < tokens.length) {
      const more = readRegion(`${region.full}${tokens[used]}`)
      if (!more || more.region.code === region.code) break
      region = more.region
      rest = more.rest
      used++
    }
    return { region, before: tokens.slice(0, at), after: [rest, ...tokens.slice(used)] }
  }
  return { region: undefined, before: [], after: [...tokens] }
}

const isCompany = (token: string): boolean => /(?:公司|集团|工厂|商行|事务所|研究院|co\.?|ltd\.?|inc\.?)$/iu.test(token)
const isName = (token: string): boolean =>
  /^(?:\p{sc=Han}{2,4}|\p{sc=Han}{1,4}(?:先生|女士|小姐|老师|经理|总|主任|·\p{sc=Han}{1,8})|[a-z]+)$/iu.test(token) &&
  !/(?:[省市区县镇乡村路街道巷弄号楼室栋座层]|大厦|广场|中心|小区|花园|公司|工业园)$/u.test(token)

const joined = (parts: readonly string[]): string | undefined => {
  const kept = parts.filter(part => part !== '')
  return kept.length === 0 ? undefined : kept.join(kept.every(part => /\p{sc=Han}/u.test(part)) ? '' : ' ')
}
