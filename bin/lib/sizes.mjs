import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The ten largest source files and the median: tests, text tables and data left out. */
export function sizes(root) {
  const files = ['src', 'bin'].flatMap(folder => walk(root, folder)).sort((a, b) => b.lines - a.lines)
  const median = files[Math.floor(files.length / 2)]?.lines ?? 0
  return [
    ...files.slice(0, 10).map(one => `${String(one.lines).padStart(5)}  ${one.path}`),
    `${String(median).padStart(5)}  median of ${files.length} files`,
  ]
}

function walk(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(root, path)
    if (!/\.(mjs|tsx?|css)$/.test(entry.name) || /\.test\.tsx?$|\.text\.ts$/.test(entry.name)) return []
    return [{ path, lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length }]
  })
}
