// What the forecasts of the demo company said, kept week by week as its nightly job would have.
import { snapshotForecasts } from '#features/deal/server/accuracy.service.ts'
import { age } from './people.ts'
import type { Story } from './story.ts'

export const forecastStory: Story = Array.from({ length: age }, (_, at) => ({
  day: age - at,
  time: '08:05',
  by: 'gu',
  play: tx => snapshotForecasts(tx),
}))
