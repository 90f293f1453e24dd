// What the launcher says before the product's own texts can be read.
const texts = {
  installing: { en: 'Installing what is missing …', zh: '正在安装缺少的组件……' },
  installFailed: {
    en: 'npm could not install the packages (see above). Check the network, then start again.',
    zh: 'npm 未能安装依赖（见上文）。请检查网络后重试。',
  },
  noNpm: { en: 'npm was not found. Install Node.js together with npm.', zh: '未找到 npm。请安装带有 npm 的 Node.js。' },
  oldNode: {
    en: 'Node.js {found} is too old to begin with: 20 or newer is needed.',
    zh: 'Node.js {found} 版本过低：至少需要 20。',
  },
  noRuntime: {
    en: "The project's own Node.js for {platform} was not installed, and {found} cannot stand in: install Node.js 24.",
    zh: '未能安装适用于 {platform} 的项目自带 Node.js，而当前 {found} 无法替代：请安装 Node.js 24。',
  },
  building: { en: 'Building the pages …', zh: '正在构建页面……' },
  buildFailed: { en: 'The pages could not be built (see above).', zh: '页面构建失败（见上文）。' },
}

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const lang = locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'

export function say(key, values = {}) {
  process.stderr.write(`${texts[key][lang].replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole)}\n`)
}

/** Ends the process with one clear line. */
export function giveUp(key, values) {
  say(key, values)
  process.exit(1)
}
