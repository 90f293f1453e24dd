import { expect, test } from 'vitest'
import { readAddress } from './addressRead.ts'
import { latinName, shortName } from './regionNames.ts'
import { liesIn, readRegion, regionName, regionOf } from './regionRead.ts'
import { type Region, regionsIn } from './regionTree.ts'

const regionAt = (code: string): Region | undefined => {
  const above = [0, 2, 4, 6].filter(digits => digits < code.length).map(digits => code.slice(0, digits))
  return regionsIn(above.at(-1)).find(one => one.code === code)
}

test('every province, area and street of the table is there, each once, by a code that is text', () => {
  expect(regionsIn()).toHaveLength(34)
  const streets = regionsIn().flatMap(function all(one): string[] {
    const parts = regionsIn(one.code)
    return one.code.length === 9 ? [one.code] : parts.flatMap(all)
  })
  expect(streets).toHaveLength(41_352)
  expect(new Set(streets).size).toBe(41_352)
  expect(regionAt('320282113')?.full).toBe('江苏省无锡市宜兴市湖㳇镇')
})

test('what is no place is passed over: municipalities have districts, Dongguan its towns, Xiantao its province', () => {
  expect(regionsIn('11').map(one => one.name)).toContain('朝阳区')
  expect(regionsIn('50').map(one => one.full)).toContain('重庆市城口县')
  expect(regionsIn('4419').map(one => one.full)).toContain('广东省东莞市长安镇')
  expect(regionsIn('42').map(one => one.name)).toContain('仙桃市')
  for (const top of regionsIn())
    for (const one of regionsIn(top.code)) expect(one.name).not.toMatch(/^(市辖区|县)$|直辖县级/)
})

test('Hong Kong, Macao and Taiwan go on below the codes of the standard', () => {
  expect(['71', '81', '82'].map(code => regionAt(code)?.name)).toEqual(['台湾省', '香港特别行政区', '澳门特别行政区'])
  expect(regionOf('香港特别行政区香港岛中西区')?.code).toBe('810101')
  expect(regionOf('澳门澳门外岛嘉模堂区')?.name).toBe('嘉模堂区')
  expect(regionOf('台湾省台北市大安区')?.code.startsWith('71')).toBe(true)
})

test.each([
  ['江苏', '江苏省'],
  ['江苏宜兴', '江苏省无锡市宜兴市'],
  ['宜兴市', '江苏省无锡市宜兴市'],
  ['江苏-无锡-宜兴', '江苏省无锡市宜兴市'],
  ['江苏省 / 无锡市 / 宜兴市 / 湖㳇镇', '江苏省无锡市宜兴市湖㳇镇'],
  ['北京市市辖区朝阳区', '北京市朝阳区'],
  ['北京市北京市朝阳区', '北京市朝阳区'],
  ['重庆市县城口县', '重庆市城口县'],
  ['湖北省直辖县级行政区划仙桃市', '湖北省直辖县级行政区划仙桃市'],
  ['湖北省省直辖县级行政区划仙桃市', '湖北省仙桃市'],
  ['内蒙古呼和浩特', '内蒙古自治区呼和浩特市'],
  ['吉林', '吉林省'],
  ['吉林市', '吉林省吉林市'],
  ['延边', '吉林省延边朝鲜族自治州'],
  ['深圳南山', '广东省深圳市南山区'],
  ['Jiangsu', '江苏省'],
  ['inner mongolia', '内蒙古自治区'],
  // two cities have one, and what is no place of China stays as it was typed
  ['朝阳区', '朝阳区'],
  [' Bavaria ', 'Bavaria'],
  ['华东', '华东'],
  ['北京路', '北京路'],
  ['', ''],
])('%s is stored as %s', (typed, stored) => expect(regionName(typed)).toBe(stored))

test('a place lies in a region by their codes, and by what is written where one is none of China', () => {
  expect(liesIn('江苏省无锡市宜兴市湖㳇镇', '江苏')).toBe(true)
  expect(liesIn('宜兴', '江苏')).toBe(false)
  expect(liesIn('宜兴市', '江苏省')).toBe(true)
  expect(liesIn('吉林省长春市', '吉林市')).toBe(false)
  expect(liesIn('江苏省', '江苏省无锡市')).toBe(false)
  expect(liesIn('Upper Bavaria', 'bavaria')).toBe(true)
})

const rare = ['湖㳇镇', '流波䃥镇', '麦㙦镇', '㮾梨街道', '塘㙍镇', '䢺江镇', '桴㯊镇', '㵲水街道']
test.each(rare)('%s, which GBK cannot write, is read as the street it is', name => {
  const all = regionsIn().flatMap(function below(one): string[] {
    return one.name === name ? [one.full] : regionsIn(one.code).flatMap(below)
  })
  expect(all).toHaveLength(1)
  expect(readRegion(`${all[0]}解放路1号`)).toMatchObject({ region: { name }, rest: '解放路1号' })
})

test.each([
  [
    '江苏省无锡市宜兴市湖㳇镇阳羡路18号 张三 13812345678',
    '江苏省无锡市宜兴市湖㳇镇',
    '阳羡路18号',
    '张三',
    '13812345678',
  ],
  ['张三，13812345678，广东省东莞市长安镇长青路1号', '广东省东莞市长安镇', '长青路1号', '张三', '13812345678'],
  ['张三江苏省南京市江宁区东山街道1号13812345678', '江苏省南京市江宁区东山街道', '1号', '张三', '13812345678'],
  [
    '收件人: 李四\n手机号码: +86 139 1234 5678\n所在地区: 浙江省 杭州市 余杭区 五常街道\n详细地址: 文一西路969号3号楼5层',
    '浙江省杭州市余杭区五常街道',
    '文一西路969号3号楼5层',
    '李四',
    '+86 139 1234 5678',
  ],
  [
    '北京市朝阳区建国路88号SOHO现代城A座1201 陈先生 010-65881234',
    '北京市朝阳区',
    '建国路88号SOHO现代城A座1201',
    '陈先生',
    '010-65881234',
  ],
  [
    '江苏省 无锡市 宜兴市 湖㳇镇 阳羡路18号 301室 (张三收) 13812345678',
    '江苏省无锡市宜兴市湖㳇镇',
    '阳羡路18号301室',
    '张三',
    '13812345678',
  ],
  [
    '香港特别行政区九龙油尖旺区弥敦道1号 +852 2345 6789',
    '香港特别行政区九龙油尖旺区',
    '弥敦道1号',
    undefined,
    '+852 2345 6789',
  ],
])('%s comes apart', (text, ...[region, address, name, phone]) => {
  const read = readAddress(text)
  expect({ ...read, region: read.region?.full }).toMatchObject({ region, address, name, phone })
})

test('a company and a postal code are told from the rest; a text without a place keeps its phone', () => {
  expect(readAddress('无锡阳泉机械有限公司 王五 江苏省宜兴市湖㳇镇阳羡路18号 214200 0510-87654321')).toMatchObject({
    company: '无锡阳泉机械有限公司',
    name: '王五',
    region: { full: '江苏省无锡市宜兴市湖㳇镇' },
    postalCode: '214200',
    phone: '0510-87654321',
  })
  expect(readAddress('13800001111')).toMatchObject({ phone: '13800001111', region: undefined, name: undefined })
})

test('short and Latin names', () => {
  const named = (code: string) => {
    const one = regionAt(code)
    return one && [shortName(one), latinName(one)]
  }
  expect(named('320282')).toEqual(['宜兴', 'Yixing'])
  expect(named('15')).toEqual(['内蒙古', 'Inner Mongolia'])
  expect(named('4331')).toEqual(['湘西', 'Xiangxi'])
})
