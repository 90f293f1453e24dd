// How the team works: its figures, how complete what it keeps is, and what a spot check found.
import type { Page } from './page.ts'

export const teamPages: readonly Page[] = [
  {
    path: '/team',
    load: async () => (await import('#features/insight/web/TeamBoardPage.tsx')).TeamBoardPage,
    rail: { label: 'shell.team', part: 'followup', access: 'insight.team' },
  },
  {
    path: '/stage-times',
    load: async () => (await import('#features/insight/web/PacePage.tsx')).PacePage,
  },
  {
    path: '/forecast/accuracy',
    load: async () => (await import('#features/deal/web/AccuracyPage.tsx')).AccuracyPage,
  },
  {
    path: '/completeness',
    load: async () => (await import('#features/followup/web/CompletenessPage.tsx')).CompletenessPage,
    rail: { label: 'shell.completeness', part: 'bottom', access: 'deal.assign' },
  },
  {
    path: '/spot-checks',
    load: async () => (await import('#features/spotcheck/web/SpotChecksPage.tsx')).SpotChecksPage,
    rail: { label: 'shell.spotChecks', part: 'followup', access: 'spotCheck.run' },
  },
  {
    path: '/spot-checks/$id',
    load: async () => (await import('#features/spotcheck/web/SpotCheckPage.tsx')).SpotCheckPage,
  },
]
