// Whoever packs looks at the goods, not at the screen: a count is a short tone, a refusal a long low one and a shake.
const tones = { counted: { hertz: 1200, seconds: 0.06 }, refused: { hertz: 180, seconds: 0.5 } } as const

let context: AudioContext | undefined

function sound(what: keyof typeof tones): void {
  if (what === 'refused' && 'vibrate' in navigator) navigator.vibrate([120, 60, 240])
  if (typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  const { hertz, seconds } = tones[what]
  const tone = new OscillatorNode(context, { frequency: hertz, type: 'square' })
  const quiet = new GainNode(context, { gain: 0.08 })
  tone.connect(quiet).connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + seconds)
}

export const useSound = (): typeof sound => sound
