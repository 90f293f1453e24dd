import { publishedYears } from '#kernel/calendar.ts'
import type { Check } from '../check.ts'

export const calendarChecks: readonly Check[] = [
  {
    name: 'calendar.comingYear',
    advice: true,
    text: { en: "The coming year's holidays and shifted workdays are known", zh: '已有下一年的节假日与调休安排' },
    find: async look => {
      const orgs = await look.ask<{ org_id: string; name: string; country: string; own: string }>(
        `select org_id, name, country, coalesce((select string_agg(distinct left(d->>'date', 4), ',') from jsonb_array_elements(settings->'calendar'->'days') d), '') as own from orgs`,
      )
      const wanted = Number(look.today.slice(0, 4)) + (look.today >= `${look.today.slice(0, 4)}-11-01` ? 1 : 0)
      return (
        orgs
          .filter(org => publishedYears(org.country).length > 0 && !publishedYears(org.country).includes(wanted))
          // the owner has marked that year's days
          .filter(org => !org.own.split(',').includes(String(wanted)))
          .map(org => ({
            orgId: org.org_id,
            what: org.name,
            detail: `${wanted} is not published yet: only weekends count as days off`,
          }))
      )
    },
  },
]
