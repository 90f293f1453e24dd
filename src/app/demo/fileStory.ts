// What the demo company keeps beside its words: a stamp, papers on records, a visit with its photo, a mail that came in
// with a drawing, and group bots that are switched off, because nobody is at the other end.
import { createContact } from '#features/contact/server/create.service.ts'
import { openMailbox } from '#features/email/server/address.service.ts'
import { receiveMail } from '#features/email/server/receive.service.ts'
import { addFile } from '#features/file/server/file.service.ts'
import { setPicture } from '#features/file/server/logo.service.ts'
import { logFollowup } from '#features/followup/server/followup.service.ts'
import type { NewBot } from '#features/notice/bot.schema.ts'
import { createBot } from '#features/notice/server/bot.service.ts'
import { missing } from '#kernel/refusal.ts'
import { permissionRows } from '../server/permissions.ts'
import { dealFor } from './dealStory.ts'
import { age, type Company } from './people.ts'
import { floorPlan, stampPicture, workshopPhoto } from './picture.ts'
import type { Scene, Story } from './story.ts'

/** Without a place for them there are none. */
export function fileStories({ filesFolder: folder, bots, cast }: Company): Story[] {
  const byOwner = (time: string, play: Scene['play']): Scene => ({ day: age, time, by: 'gu', play })
  const robots = bots ? botPlans.map(plan => byOwner('09:08', (tx, actor) => createBot(tx, actor, plan, bots))) : []
  if (!folder) return [robots]
  const stamp = { bytes: stampPicture(), fileName: '公章.png', type: 'image/png' }
  const pressed = byOwner('09:09', (tx, actor) => setPicture(tx, actor, { which: 'stamp', folder }, stamp))
  return [robots, [pressed], visited(folder, cast)]
}

const key = '5d1f6c1e-0000-4000-8000-000000000000'
const botPlans: readonly NewBot[] = [
  {
    name: '订单交付群',
    kind: 'wecom',
    url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`,
    kinds: ['orderConfirmed', 'orderStuck', 'instalmentLate', 'returnAsked'],
    active: false,
  },
  {
    name: '销售战报群',
    kind: 'dingtalk',
    url: `https://oapi.dingtalk.com/robot/send?access_token=${key}`,
    kinds: ['leadUnanswered', 'quoteAccepted', 'contractSigned'],
    active: false,
  },
]

/** Somebody drives there, takes a picture of the hall, keeps the paper; their engineer sends the drawing the day after. */
function visited(folder: string, cast: Company['cast']): Story {
  const at = { dealId: '', customerId: '', address: '' }
  const shen = (day: number, time: string, play: Scene['play']): Scene => ({ day, time, by: 'shen', play })
  const papers = [
    ['deal', '现场量尺记录.pdf', 'application/pdf', floorPlan],
    ['customer', '车间照片.png', 'image/png', workshopPhoto],
  ] as const
  const keep = papers.map(([entity, fileName, type, draw]) =>
    shen(2, '16:20', (tx, actor) => {
      const recordId = entity === 'deal' ? at.dealId : at.customerId
      return addFile(tx, actor, folder, { entity, recordId, file: { fileName, type, bytes: draw() } })
    }),
  )
  return [
    shen(3, '16:00', async tx => {
      const deal = await dealFor(tx, cast.shen)
      if (!deal) throw missing('deal')
      Object.assign(at, { dealId: deal.id, customerId: deal.customerId })
    }),
    ...keep,
    shen(2, '14:30', async (tx, actor) => {
      const place = { lat: 31.1512, lng: 121.1143, accuracy: 18, place: '青浦工业园区崧泽大道，3 号门' }
      const subject = { subjectEntity: 'deal', subjectId: at.dealId, kind: 'visit' } as const
      const content = '到车间量了尺寸：两柱间净宽 1.4 米，传送带要让开配电柜。照片附上。'
      const { id: recordId } = await logFollowup(tx, actor, { ...subject, content, checkIn: place })
      const file = { fileName: '现场.png', type: 'image/png', bytes: workshopPhoto() }
      await addFile(tx, actor, folder, { entity: 'followup', recordId, file })
    }),
    shen(2, '17:00', async (tx, actor) => {
      const { customerId } = at
      await createContact(tx, actor, { customerId, name: engineer, title: '设备工程师', email: from })
      at.address = (await openMailbox(tx, actor, { entity: 'deal', recordId: at.dealId }, domain)).address
    }),
    shen(1, '10:20', tx => {
      const raw = mailOf(at.address, tx.now)
      const parts = { domain, folder, permissions: permissionRows, trusted: relay }
      return receiveMail(tx.database, { raw, envelopeFrom: from, recipients: [at.address] }, parts)
    }),
  ].toSorted((a, b) => b.day - a.day || a.time.localeCompare(b.time))
}

const [engineer, from] = ['周工', 'zhou@plant.example']
const [domain, relay] = ['in.lihe.example', 'mx.lihe.example']

/** As it comes over the line. */
function mailOf(to: string, now: string): Uint8Array {
  const plain = (text: string) => Buffer.from(text).toString('base64')
  const word = (text: string) => `=?UTF-8?B?${plain(text)}?=`
  const lines = [
    `Authentication-Results: ${relay}; dmarc=pass header.from=plant.example`,
    `From: ${word(engineer)} <${from}>`,
    `To: <${to}>`,
    `Subject: ${word('车间平面图，请按此排产线')}`,
    `Date: ${new Date(now).toUTCString()}`,
    'Message-ID: <plan-1@plant.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="cut"',
    '',
    '--cut',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    plain('沈经理您好：\n\n平面图见附件，虚线是叉车通道，请留出 1.4 米。电和气两头都有。\n\n周工'),
    '--cut',
    'Content-Type: application/pdf',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${word('车间平面图.pdf')}"`,
    '',
    Buffer.from(floorPlan()).toString('base64'),
    '--cut--',
    '',
  ]
  return new TextEncoder().encode(lines.join('\r\n'))
}
