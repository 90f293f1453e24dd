// `npm run restore -- <folder> [--into postgres://…] [--files <folder>] [--replace]`
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { render, type TextValues } from '#kernel/text.ts'
import { restore } from '../ops/backup/restore.ts'
import { opsText } from '../ops/ops.text.ts'
import { Problem, terminalLang } from '../problem.ts'
import { readConfig } from '../server/config.ts'
import { openDatabases } from '../server/databases.ts'
import { endWith } from '../server/end.ts'

const lang = terminalLang(process.env)
const begun = performance.now()

function say(key: keyof typeof opsText, values: TextValues): void {
  process.stdout.write(`${render(opsText[key], lang, values)}\n`)
}

type Words = { folder: string; into: string | undefined; files: string | undefined; replace: boolean }

function readWords(): Words {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { into: { type: 'string' }, files: { type: 'string' }, replace: { type: 'boolean', default: false } },
    })
    const [folder] = positionals
    const { into, files, replace } = values
    if (folder && positionals.length === 1) return { folder, into, files, replace }
  } catch {
    // an unknown word: the usage says which there are
  }
  throw new Problem('restore.usage')
}

try {
  const { folder, into, files: filesTo, replace } = readWords()
  const given = readConfig({
    ...process.env,
    ...(into && { DATABASE_URL: into, DATABASE_ADMIN_URL: '', DATABASE_OPS_URL: '' }),
  })
  const databases = await openDatabases(given)
  try {
    const { tables, files } = await restore({
      folder,
      adminUrl: databases.adminUrl,
      filesTo: filesTo ?? join(given.dataDir, 'files'),
      replace,
      keepFiles: into !== undefined && filesTo === undefined,
      checked: made =>
        say('restore.checked', { madeAt: made.madeAt, tables: made.tables.length, files: made.files.length }),
      done: ({ name, rows }) => say('backup.table', { name, rows }),
    })
    const rows = tables.reduce((sum, one) => sum + one.rows, 0)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    say('restore.done', { rows, tables: tables.length, files: files.length, seconds })
  } finally {
    await databases.stop()
  }
} catch (error) {
  endWith(error, lang)
}
