import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Field } from '#meta/entity.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { RecordForm } from './RecordForm.tsx'

const label = (en: string, zh: string) => ({ en, zh })
const fields: Field[] = [
  { key: 'name', kind: 'text', label: label('Name', '姓名') },
  { key: 'company', kind: 'text', label: label('Company', '公司') },
  { key: 'phone', kind: 'phone', label: label('Phone', '电话') },
  { key: 'region', kind: 'region', label: label('Region', '地区'), maxLength: 100 },
  { key: 'address', kind: 'text', label: label('Address', '地址') },
]
const jiangsu = { code: '32', name: '江苏省', latin: 'Jiangsu', full: '江苏省' }
const wuxi = { code: '3202', name: '无锡市', latin: 'Wuxi', full: '江苏省无锡市' }
const yixing = { code: '320282', name: '宜兴市', latin: 'Yixing', full: '江苏省无锡市宜兴市' }

const asked: string[] = []
const parts = {
  region: '江苏省无锡市宜兴市湖㳇镇',
  address: '阳羡路18号',
  postalCode: '214200',
  name: '张三',
  company: null,
  phone: '13812345678',
}
const answer = (path: string) => {
  asked.push(decodeURIComponent(path))
  if (path.includes('/regions/read')) return parts
  const of = new URL(path, 'http://x').searchParams.get('of') ?? ''
  const chosen = [jiangsu, wuxi, yixing].filter(one => of.startsWith(one.full))
  const lists = [[jiangsu], [wuxi], [yixing]]
  return {
    levels: lists.slice(0, chosen.length + 1).map((items, at) => ({ chosen: chosen[at]?.code ?? null, items })),
  }
}
const serve = () =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(async input => Response.json(answer(String(input))))

afterEach(() => {
  localStorage.clear()
  asked.length = 0
  vi.restoreAllMocks()
})

const pick = (select: Element | undefined, value: string) =>
  act(async () => {
    if (!(select instanceof HTMLSelectElement)) throw new Error('no level')
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise(done => setTimeout(done, 50))
  })

const form = async (sent: unknown[], lang: 'en' | 'zh' = 'en') => {
  serve()
  const { body } = await draw(
    <RecordForm
      fields={fields}
      record={{ phone: '1' }}
      draftKey={`l:${lang}`}
      onSave={async changes => sent.push(changes)}
    />,
    { lang },
  )
  return body
}

test.each(['en', 'zh'] as const)(
  'a region is chosen level by level, each asked for when it is wanted (%s)',
  async lang => {
    const sent: unknown[] = []
    const body = await form(sent, lang)
    expect(asked).toEqual([])
    await press(body.querySelector('.region-open'))
    const levels = () => [...body.querySelectorAll('.ant-drawer select')]
    await until(() => levels().length === 1)
    expect(levels()[0]?.textContent).toContain(lang === 'zh' ? '江苏省' : 'Jiangsu 江苏省')
    await pick(levels()[0], '32')
    await until(() => levels().length === 2)
    await pick(levels()[1], '3202')
    await until(() => levels().length === 3)
    await pick(levels()[2], '320282')
    await until(() => body.querySelector('.region-full')?.textContent === '江苏省无锡市宜兴市')
    for (const one of levels()) expect(body.querySelector(`label[for="${one.id}"]`)?.textContent).toBeTruthy()
    await press(button(body, lang === 'zh' ? '使用此地区' : 'Use this region'))
    await submit(body.querySelector('form'))
    expect(sent).toEqual([{ region: '江苏省无锡市宜兴市' }])
    expect(asked).toContain('/api/regions?of=江苏省无锡市')
  },
)

test('a place abroad is typed', async () => {
  const sent: unknown[] = []
  const body = await form(sent)
  await type(body.querySelector<HTMLInputElement>('[data-field="region"] input'), 'Bavaria')
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ region: 'Bavaria' }])
})

test('a pasted address is shown part by part before it goes into the form; what is ticked off stays out', async () => {
  const sent: unknown[] = []
  const body = await form(sent)
  await press(button(body, 'Paste an address'))
  await until(() => body.querySelector('.address-text') !== null)
  await type(body.querySelector<HTMLTextAreaElement>('.address-text'), '江苏省… 张三 138…')
  await press(button(body, 'Split it'))
  await until(() => body.querySelector('.address-found') !== null)
  const found = body.querySelector('.address-found')
  expect(found?.textContent).toContain('湖㳇镇')
  expect(found?.textContent).toContain('instead of 1')
  expect(body.textContent).toContain('This form has no field for: 214200')
  await press(
    [...(found?.querySelectorAll('label') ?? [])]
      .find(one => one.textContent?.startsWith('Name'))
      ?.querySelector('input'),
  )
  await press(button(body, 'Put it into the form'))
  await settle(50)
  await submit(body.querySelector('form'))
  expect(sent).toEqual([{ region: '江苏省无锡市宜兴市湖㳇镇', address: '阳羡路18号', phone: '13812345678' }])
})

test('a form without a region offers no pasting', async () => {
  const { body } = await draw(
    <RecordForm fields={fields.slice(0, 3)} record={{}} draftKey="l:2" onSave={async () => {}} />,
  )
  expect(body.textContent).not.toContain('Paste an address')
})
