// `npm run backup -- <folder>`
import { join } from 'node:path'
import { systemClock } from '#kernel/clock.ts'
import { render, type TextValues } from '#kernel/text.ts'
import { backup } from '../ops/backup/backup.ts'
import { opsText } from '../ops/ops.text.ts'
import { Problem, terminalLang } from '../problem.ts'
import { readConfig } from '../server/config.ts'
import { joinDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'

const lang = terminalLang(process.env)
const begun = performance.now()

function say(key: keyof typeof opsText, values: TextValues): void {
  process.stdout.write(`${render(opsText[key], lang, values)}\n`)
}

try {
  const [folder] = process.argv.slice(2).filter(word => !word.startsWith('--'))
  if (!folder) throw new Problem('backup.usage')
  const config = readConfig(process.env)
  const databases = await joinDatabases(config)
  try {
    const { tables, files } = await backup({
      opsUrl: databases.opsUrl,
      filesFrom: join(config.dataDir, 'files'),
      folder,
      madeAt: systemClock.now().toISOString(),
      done: ({ name, rows }) => say('backup.table', { name, rows }),
    })
    say('backup.files', { count: files.length, bytes: files.reduce((sum, one) => sum + one.bytes, 0) })
    const rows = tables.reduce((sum, one) => sum + one.rows, 0)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    say('backup.done', { rows, tables: tables.length, files: files.length, folder, seconds })
  } finally {
    await databases.stop()
  }
} catch (error) {
  endWith(error, lang)
}
