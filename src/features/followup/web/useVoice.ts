import { useEffect, useRef, useState } from 'react'
import { systemClock } from '#kernel/clock.ts'
import { dateFormat } from '#ui/day.ts'
import type { useText } from '#ui/useText.tsx'
import type { attachText } from '../attach.text.ts'

/** Chromium and Firefox write Opus in WebM, Safari AAC in MP4. */
const kinds = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/mp4', 'm4a'],
  ['audio/ogg;codecs=opus', 'ogg'],
] as const
const longest = 5 * 60_000

export type VoiceProblem = 'noVoice' | 'voiceDenied'
export type Voice = { readonly blob: Blob; readonly ending: string; readonly seconds: number }

/** The microphone opens on a tap and closes with the recording. */
export function useVoice(onDone: (voice: Voice) => void) {
  const recorder = useRef<MediaRecorder>(undefined)
  const [recording, setRecording] = useState(false)
  const [problem, setProblem] = useState<VoiceProblem>()
  useEffect(() => () => recorder.current?.stop(), [])
  const start = async () => {
    setProblem(undefined)
    if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined') return setProblem('noVoice')
    const found = kinds.find(([type]) => MediaRecorder.isTypeSupported(type))
    if (!found) return setProblem('noVoice')
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined)
    if (!stream) return setProblem('voiceDenied')
    record(stream, found)
  }
  const record = (stream: MediaStream, [mimeType, ending]: (typeof kinds)[number]) => {
    const begun = systemClock.now().getTime()
    const parts: Blob[] = []
    const made = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 })
    made.ondataavailable = event => parts.push(event.data)
    made.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      recorder.current = undefined
      setRecording(false)
      const seconds = Math.max(1, Math.round((systemClock.now().getTime() - begun) / 1000))
      const blob = new Blob(parts, { type: mimeType.split(';')[0] ?? '' })
      if (blob.size > 0) onDone({ blob, ending, seconds })
    }
    recorder.current = made
    made.start()
    setRecording(true)
    setTimeout(() => made.state === 'recording' && made.stop(), longest)
  }
  return { recording, problem, start, stop: () => recorder.current?.stop() }
}

type Said = {
  readonly t: ReturnType<typeof useText<typeof attachText>>
  readonly locale: string
  readonly zone: string | undefined
}

/** A voice note is called by when it was spoken and how long it is. */
export function voiceName({ ending, seconds }: Voice, { t, locale, zone }: Said): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(zone && { timeZone: zone }) } as const
  const time = `${dateFormat(locale, clock).format(systemClock.now()).replace(':', '.')} (${seconds} s)`
  return `${t('attach.voiceName', { time })}.${ending}`
}
