import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, submit } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { followupEntity } from '../followup.entity.ts'
import { followupText } from '../followup.text.ts'
import { KnownPart } from './KnownPart.tsx'
import { RecordTimeline } from './RecordTimeline.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session = {
  userId: id(1),
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'followup.create': 'all', 'followup.read': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const said = {
  id: id(5),
  version: 1,
  subjectEntity: 'deal',
  subjectId: id(3),
  dealId: id(3),
  leadId: null,
  customerId: id(4),
  kind: 'call',
  at: '2026-06-08T02:00:00.000Z',
  createdAt: '2026-06-08T02:00:00.000Z',
  content: '换型太慢，要快',
  painPoints: null,
  contactName: '傅工',
  ownerId: id(9),
  ownerName: 'Max',
  result: null,
  needs: [],
  promises: [],
  files: [],
  checkIn: null,
}
const known = {
  field: 'budget',
  value: '80 万',
  followupId: said.id,
  kind: 'call',
  at: said.at,
  ownerId: id(9),
  ownerName: 'Max',
  subjectEntity: 'deal',
  subjectId: id(3),
  subjectName: '装箱线',
  earlier: 2,
}
const entry = {
  ...said,
  entity: 'followup',
  recordId: said.id,
  kind: 'followup.logged',
  actorId: id(9),
  actorName: 'Max',
}

test('what is known says its value, when and by whom, and opens the words it was said in', async () => {
  answers({
    'GET /known': () => ({ items: [known] }),
    'GET /entities': () => ({ items: [followupEntity] }),
    [`GET /followups/${said.id}`]: () => said,
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <KnownPart entity="customer" id={id(4)} />
    </SessionProvider>,
    { texts: followupText },
  )
  expect(body.querySelector('dt')?.textContent).toBe('Budget')
  expect(body.textContent).toContain('80 万')
  expect(body.textContent).toContain('about 装箱线 · 2 earlier')
  await press(body.querySelector('dd button'))
  await settle(60)
  expect(body.textContent).toContain('换型太慢，要快')
})

test('a follow-up becomes a need with its words at hand: one press opens it, one keeps it', async () => {
  const asked = answers({
    'GET /timeline': () => ({
      items: [{ ...entry, via: 'screen', before: {}, after: {}, followup: said }],
      nextCursor: null,
    }),
    'GET /entities': () => ({ items: [followupEntity] }),
    'POST /needs': () => ({ id: id(7) }),
  })
  const { body } = await draw(
    <SessionProvider value={session}>
      <RecordTimeline entity="deal" id={id(3)} />
    </SessionProvider>,
    { texts: followupText },
  )
  await press(button(body, 'Note a need from this'))
  await submit(body.querySelector('.sheet form, [role="dialog"] form'))
  await settle(60)
  expect(asked.filter(one => one.route === 'POST /needs')).toMatchObject([
    { body: { text: '换型太慢，要快', importance: 2, followupId: said.id, subjectEntity: 'deal', subjectId: id(3) } },
  ])
})
