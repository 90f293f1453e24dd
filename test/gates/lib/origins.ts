import { type Complaint, type Files, lineAt } from './source.ts'

/** What only one machine or one network knows has no place in a checkout. */
const strangers: [RegExp, string][] = [
  [/"resolved"\s*:/g, 'says where one machine fetched a package'],
  [/https?:\/\/[\w.-]*(registry|artifactory|nexus|npmmirror)[\w.-]*/g, 'names a registry'],
  [/^\s*registry\s*=/gm, 'names a registry'],
  [/(?<![\w.~$}/-])\/(work|home|Users|root|tmp)\/[\w.-]+/g, 'is a path of one machine'],
]

const binary = /\.(png|jpg|ico|woff2?|ttf|pdf|xlsx|zip|gz)$/

export function strangersIn(files: Files): Complaint[] {
  return [...files]
    .filter(([path]) => !binary.test(path))
    .flatMap(([path, text]) =>
      strangers.flatMap(([pattern, what]) =>
        [...text.matchAll(pattern)].map(match => `${path}:${lineAt(text, match.index)} ${match[0].trim()} ${what}`),
      ),
    )
}
