// What the doctor finds in a test's database: nothing, after anything that people may do.
import { examine } from '../src/app/ops/doctor.ts'
import type { TestDatabase } from './database.ts'

export type Doctored = { findings(): Promise<string[]> }

export const doctored = (database: TestDatabase): Doctored => ({
  async findings() {
    const report = await examine({ opsUrl: database.opsUrl, filesFolder: '/nonexistent', today: '2026-11-25' })
    return report.checks
      .filter(check => check.found > 0 && !check.advice)
      .flatMap(check => check.findings.map(one => `${check.name}: ${one.what} · ${one.detail}`))
  },
})
