// A colour, a size or a shadow that a style asks for by name is written down somewhere: else it is silently not there.
import { type Complaint, type Files, isTest } from './source.ts'

const asks = /var\((--[\w-]+)/g
// in a style sheet `--x: …`, in a component's own style `'--x': …`
const says = /(--[\w-]+)['"]?\s*:/g

export function unknownStyleNames(files: Files): Complaint[] {
  const own = [...files].filter(([path]) => path.startsWith('src/') && !isTest(path))
  const known = new Set(own.flatMap(([, text]) => [...text.matchAll(says)].map(found => found[1])))
  return own.flatMap(([path, text]) =>
    [...text.matchAll(asks)].flatMap(({ 1: name = '' }) => (known.has(name) ? [] : [`${path} asks for ${name}`])),
  )
}
