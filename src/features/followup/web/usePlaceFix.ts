import { useState } from 'react'
import type { NewCheckIn } from '../followup.schema.ts'

export type PlaceProblem = 'denied' | 'unknown' | 'late' | 'none'
const problems: Readonly<Record<number, PlaceProblem>> = { 1: 'denied', 2: 'unknown', 3: 'late' }

/** Asked only on a tap. */
export function usePlaceFix() {
  const [place, setPlace] = useState<NewCheckIn>()
  const [finding, setFinding] = useState(false)
  const [problem, setProblem] = useState<PlaceProblem>()
  const find = () => {
    if (!navigator.geolocation || !window.isSecureContext) return setProblem('none')
    setProblem(undefined)
    setFinding(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude: lat, longitude: lng, accuracy } }) => {
        setFinding(false)
        setPlace({ lat, lng, accuracy })
      },
      ({ code }) => {
        setFinding(false)
        setProblem(problems[code] ?? 'unknown')
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    )
  }
  return { place, finding, problem, find, set: setPlace }
}
