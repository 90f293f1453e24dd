import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** A Chromium to run: one that is installed, else Playwright's own download, else (as root) the system's package. */
export function findChromium(): string {
  return installed() ?? downloaded() ?? packaged() ?? none()
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...names.flatMap(name => folders.map(folder => join(folder, name))), ...elsewhere].find(runs)
}

// Ubuntu's `chromium-browser` may be a script that only says where to get one: asked, not believed.
function runs(file: string): boolean {
  if (!existsSync(file)) return false
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

function downloaded(): string | undefined {
  if (runs(chromium.executablePath())) return chromium.executablePath()
  const command = fileURLToPath(new URL('../node_modules/playwright-core/cli.js', import.meta.url))
  attempt(process.execPath, [command, 'install', 'chromium'], 180_000)
  return runs(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function packaged(): string | undefined {
  if (process.getuid?.() !== 0) return undefined
  attempt('apt-get', ['update', '-q'], 120_000)
  attempt('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], 400_000)
  return installed()
}

function attempt(command: string, args: string[], timeout: number): void {
  try {
    execFileSync(command, args, {
      stdio: 'ignore',
      timeout,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {
    // whether it worked is seen by looking for the browser again
  }
}

function none(): never {
  throw new Error('No Chromium or Chrome was found. Install one, then run the tests again.')
}
