// What a browser says of itself, in two words.

const apps = [
  [/MicroMessenger/i, 'WeChat'],
  [/DingTalk/i, 'DingTalk'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const
const machines = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
] as const
const firstIn = (rows: readonly (readonly [RegExp, string])[], agent: string): string[] =>
  rows
    .filter(([sign]) => sign.test(agent))
    .slice(0, 1)
    .map(([, name]) => name)

/** What a browser says of itself, in two words; nothing where it says nothing. WeCom calls itself WeChat, too. */
export const deviceOf = (agent: string): string => {
  const app = /wxwork/i.test(agent) ? ['WeCom'] : firstIn(apps, agent)
  return [...app, ...firstIn(machines, agent)].join(' · ')
}
