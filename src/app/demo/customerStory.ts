// A customer comes into the books: with contacts, its credit, and the deals that follow.
import { decisionRoles } from '#features/contact/contact.schema.ts'
import { createContact } from '#features/contact/server/create.service.ts'
import { setCredit } from '#features/customer/server/credit.service.ts'
import { createCustomer } from '#features/customer/server/customer.service.ts'
import type { Chance } from './chance.ts'
import type { Buyer } from './customers.ts'
import { writeDownBilling } from './profileStory.ts'
import type { Story } from './story.ts'
import { givenNames, surnames, titles } from './words.ts'

/** Filled when the scenes are played. */
export type Party = { customerId: string; readonly contactIds: string[] }

const limits = { A: '3000000', B: '1500000', C: '300000' }

export function customerStory(chance: Chance, buyer: Buyer, party: Party, day: number): Story {
  const { owner, ...words } = buyer
  const people = Array.from({ length: chance.number(1, 2) }, () => personOf(chance))
  const office = `0${chance.number(510, 599)}-${chance.number(82_000_000, 88_999_999)}`
  const address = `${buyer.region}工业园区 ${chance.number(1, 88)} 号`
  return [
    {
      day,
      time: '09:20',
      by: owner,
      play: async (tx, actor) => {
        party.customerId = (await createCustomer(tx, actor, { ...words, phone: office, address })).id
      },
    },
    ...people.map((person, i): Story[number] => ({
      day,
      time: '09:30',
      by: owner,
      play: async (tx, actor) => {
        const { customerId } = party
        party.contactIds.push((await createContact(tx, actor, { ...person, customerId, isPrimary: i === 0 })).id)
      },
    })),
    {
      day,
      time: '09:50',
      by: 'lu',
      play: (tx, actor) => writeDownBilling(tx, actor, party.customerId, { name: words.name, address, phone: office }),
    },
    creditScene(buyer, party, Math.max(1, day - 1)),
  ]
}

const creditScene = ({ level }: Buyer, party: Party, day: number): Story[number] => ({
  day,
  time: '16:00',
  by: 'lu',
  play: (tx, actor) =>
    setCredit(tx, actor, party.customerId, {
      creditLimit: limits[level],
      creditDays: level === 'A' ? 60 : 30,
      policy: level === 'C' ? 'block' : 'warn',
    }),
})

const personOf = (chance: Chance) => ({
  name: `${chance.pick(surnames)}${chance.pick(givenNames)}`,
  title: chance.pick(titles),
  phone: `13${chance.number(5, 9)}${String(chance.number(10_000_000, 99_999_999))}`,
  decisionRole: chance.pick(decisionRoles),
})
