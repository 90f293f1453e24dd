// `npm run doctor`: one line a check; exit code 1 when anything is found. `--json`, `--rebuild`.
import { join } from 'node:path'
import { systemClock, today } from '#kernel/clock.ts'
import { type Lang, render, type TextValues } from '#kernel/text.ts'
import { type Examined, examine, type Report } from '../ops/doctor.ts'
import { opsText } from '../ops/ops.text.ts'
import { rebuild } from '../ops/rebuild.ts'
import { terminalLang } from '../problem.ts'
import { readConfig } from '../server/config.ts'
import { joinDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'

const lang = terminalLang(process.env)
const json = process.argv.includes('--json')
const begun = performance.now()

function say(key: keyof typeof opsText, values: TextValues = {}): void {
  if (!json) process.stdout.write(`${render(opsText[key], lang, values)}\n`)
}

const told = (one: Examined): void => {
  if (!json) process.stdout.write(`${lines(one, lang).join('\n')}\n`)
}

try {
  const config = readConfig(process.env)
  const databases = await joinDatabases(config)
  try {
    const rebuilt = process.argv.includes('--rebuild') ? await rebuild(databases) : []
    for (const done of rebuilt) say('doctor.rebuilt', { ...done })
    const report = await examine({
      opsUrl: databases.opsUrl,
      filesFolder: join(config.dataDir, 'files'),
      today: today(systemClock, 'UTC'),
      done: told,
    })
    close(report)
    process.exitCode = report.clean && report.orgs > 0 ? 0 : 1
  } finally {
    await databases.stop()
  }
} catch (error) {
  endWith(error, lang)
}

function lines({ name, text, found, findings, advice }: Examined, shown: Lang): string[] {
  const mark = found === 0 ? '✓' : advice ? '·' : '✗'
  const count = found === 0 ? '' : `: ${render(opsText['doctor.found'], shown, { count: found })}`
  const rest = found - findings.length
  return [
    `${mark} ${name.padEnd(24)} ${text[shown]}${count}`,
    ...findings.map(one => `    ${[one.orgId?.slice(-6), one.what, one.detail].filter(Boolean).join(' · ')}`),
    ...(rest > 0 ? [`    ${render(opsText['doctor.more'], shown, { count: rest })}`] : []),
  ]
}

function close(report: Report): void {
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  const ill = report.checks.filter(one => !one.advice && one.found > 0).length
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  say(report.orgs > 0 ? 'doctor.orgs' : 'doctor.empty', { count: report.orgs })
  // an empty database is clean, but rarely what was meant
  if (report.orgs === 0 && ill === 0) return
  say(ill === 0 ? 'doctor.clean' : 'doctor.ill', {
    count: ill || report.checks.length,
    all: report.checks.length,
    seconds,
  })
}
