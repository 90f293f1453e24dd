import { exportsOf } from './names.ts'
import { type Complaint, type Files, isTest, lineAt, resolve, sources } from './source.ts'

/** `path name` → why nobody imports it and it stays. */
export const wanted: Record<string, string> = {
  'src/kernel/calendar.ts isWorkday':
    'the work calendar is a part of the kernel; lists of due days ask it with collection',
  'src/kernel/calendar.ts calendarProblems': "an owner's own holidays are checked by it when their page comes",
  'src/kernel/clock.ts timeOf': 'C151: reminders before a meeting, told in the zone of the organisation',
  'src/kernel/clock.ts monthRange': 'C160: monthly buckets of reports',
  'src/kernel/clock.ts addMonthsEndOfMonth': 'C162: due dates of instalments, with collection',
  'src/kernel/clock.ts onDayOfMonth': 'C164: terms that fall on a day of the month',
  'src/kernel/tax.ts shareFor': 'C012, C023, C028, C067: what a return or a credit takes of the stored shares',
  'src/kernel/tax.ts nothingTaken': 'as shareFor',
  'src/kernel/unit.ts wholeUnits': 'C169: how many whole units a need comes to, with supply',
  'src/kernel/numbers.ts nextNumbers': 'what a block of numbers gives is proved by a test; verbs take one at a time',
  'src/kernel/ids.ts idMaker': 'clock and chance are injected, so that ids of tests are known',
  'src/kernel/ids.ts idTime': 'a test proves that ids sort by time',
  'src/kernel/clock.ts fixedClock': 'tests stop the clock',
  'src/kernel/eventReader.ts eventsAfter': 'the reading half of readNews, proved alone against late commits',
  'src/features/stock/server/stock.sql.ts lockLevels': "tests plan under lock, as an order's confirming does",
  'src/kernel/termsSaid.ts sayWhen': 'tests say each event by itself',
  'src/features/exchange/read/plan.ts planImport': 'tests compare the rows of a preview with those of a run in one go',
  'src/features/exchange/read/plan.ts mappingProblems': 'tests name each problem of a mapping',
  'src/features/exchange/write/csv.ts csvLines': 'tests write whole tables and read them back',
  'src/features/exchange/write/csv.ts csvText': 'as csvLines',
  'src/meta/entity.ts fieldKinds': 'tests go through every kind',
  'src/meta/server/statementName.ts statementNames': 'tests begin without any name, as a process does',
  'src/app/ops/doctor.ts examineThrough':
    'tests break each invariant and examine it in one transaction that is rolled back',
  'src/app/server/entities.ts ownedTables': 'a test compares it with the tables there are',
  'src/app/server/input.ts replyProblem': 'tests hold every answer to its schema',
}

/**
 * Exported, and used by nothing but tests: either a test reaches inside, or nobody needs it.
 * A type that its own file uses is the name of something that is used.
 */
export function deadExports(files: Files): Complaint[] {
  const all = sources(files)
  const used = new Set<string>()
  for (const { path, imports } of all) {
    if (isTest(path)) continue
    for (const one of imports) for (const name of one.names) used.add(`${resolve(path, one.from)} ${name}`)
  }
  return all
    .filter(({ path }) => path.startsWith('src/') && !isTest(path) && !used.has(`${path} *`))
    .flatMap(source =>
      exportsOf(source)
        .filter(({ name }) => !used.has(`${source.path} ${name}`) && !wanted[`${source.path} ${name}`])
        .filter(({ name, isType }) => !(isType && mentions(source.text, name) > 1))
        .map(({ name, start }) => `${source.path}:${lineAt(source.text, start)} ${name} is imported nowhere`),
    )
}

const mentions = (text: string, name: string) => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0

/** A reason for what is no longer there is dead, too. */
export const staleReasons = (files: Files) =>
  Object.keys(wanted).filter(entry => {
    const [path = '', name] = entry.split(' ')
    return !sources(files, one => one === path).some(source => exportsOf(source).some(one => one.name === name))
  })
