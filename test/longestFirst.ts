// A file that takes minutes and begins last keeps everybody waiting with one worker idle. How long each took is known
// only where it ran before, and by size the walks (four lines each) would come last.
import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

export const longest = [
  'walkDesk',
  'walkPhone',
  'walkEnglish',
  'day',
  'cash',
  'start',
  'faults',
  'fieldRights',
  'model',
  'batch',
  'crash',
  'maven',
  'startJobs',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.indexOf(basename(moduleId).split('.')[0] ?? '')
  return place < 0 ? longest.length : place
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
