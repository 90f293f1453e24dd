import { climbLadders } from '#features/assignment/server/ladder.service.ts'
import { matureBills, remindBills, remindDue } from '#features/collection/server/remind.service.ts'
import { signDue } from '#features/contract/server/esign.service.ts'
import { expireContracts, remindContracts } from '#features/contract/server/term.service.ts'
import { snapshotForecasts } from '#features/deal/server/accuracy.service.ts'
import { settleImports } from '#features/exchange/server/run.service.ts'
import { fireReminders } from '#features/followup/server/reminder.service.ts'
import { lapseReds } from '#features/invoice/server/sending.service.ts'
import { tellMorning } from '#features/notice/server/nudge.service.ts'
import { remindReleases } from '#features/order/server/creditReleaseHome.service.ts'
import { recyclePools, tellPools } from '#features/pool/server/run.service.ts'
import { expireQuotes } from '#features/quote/server/quoteMove.service.ts'
import {
  adoptRegistrations,
  expireRegistrations,
  warnRegistrations,
} from '#features/registration/server/night.service.ts'
import { expireReservations } from '#features/stock/server/stock.service.ts'
import { holdFreed } from '#features/supply/server/free.service.ts'
import { expireSurveys } from '#features/survey/server/ask.service.ts'
import { sweepMerges } from '#journeys/mergeRecords.ts'
import type { Work } from './work.ts'

const minute = 60

export const works: readonly Work[] = [
  {
    kind: 'remind',
    everySeconds: minute,
    run: async (tx, limit) => (await fireReminders(tx, limit)).length,
  },
  // which day it is follows the organisation's zone: asked each quarter of an hour, a quote ends in its night
  { kind: 'expireQuotes', everySeconds: 15 * minute, run: expireQuotes },
  {
    kind: 'expireReservations',
    everySeconds: 5 * minute,
    run: async (tx, limit) => (await expireReservations(tx, limit)).length,
  },
  // what `shareFreed` missed: another process ended, or a warehouse is for sale again
  { kind: 'holdFreed', everySeconds: minute, run: (tx, limit) => holdFreed(tx, limit) },
  // by the row, so that several processes tell each once; in the morning of the organisation's own day
  // once since Monday and once since the first of the month, by the organisation's own day
  { kind: 'snapshotForecasts', everySeconds: 15 * minute, run: snapshotForecasts },
  { kind: 'remindDue', everySeconds: 15 * minute, run: remindDue },
  { kind: 'remindBills', everySeconds: 15 * minute, run: remindBills },
  { kind: 'remindReleases', everySeconds: 15 * minute, run: remindReleases },
  { kind: 'matureBills', everySeconds: 15 * minute, run: matureBills },
  // in the night and the morning of the organisation's own day, each pool once
  { kind: 'recyclePools', everySeconds: 15 * minute, run: recyclePools },
  { kind: 'tellPools', everySeconds: 5 * minute, run: tellPools },
  { kind: 'tellMorning', everySeconds: 5 * minute, run: tellMorning },
  // a registration ends in the night of the organisation's own day
  { kind: 'expireRegistrations', everySeconds: 15 * minute, run: expireRegistrations },
  { kind: 'warnRegistrations', everySeconds: 15 * minute, run: warnRegistrations },
  { kind: 'adoptRegistrations', everySeconds: minute, run: adoptRegistrations },
  { kind: 'climbLadders', everySeconds: minute, run: climbLadders },
  // told and ended by the organisation's own day
  { kind: 'remindContracts', everySeconds: 15 * minute, run: remindContracts },
  { kind: 'expireContracts', everySeconds: 15 * minute, run: expireContracts },
  { kind: 'signContracts', everySeconds: 10, runAlone: signDue },
  { kind: 'lapseReds', everySeconds: 5 * minute, run: lapseReds },
  { kind: 'expireSurveys', everySeconds: 15 * minute, run: expireSurveys },
  { kind: 'settleImports', everySeconds: minute, run: settleImports },
  { kind: 'sweepMerges', everySeconds: minute, run: sweepMerges },
]
