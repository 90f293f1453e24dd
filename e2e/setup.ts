import { fileURLToPath } from 'node:url'
// @ts-expect-error plain JavaScript: it runs before anything is installed
import { buildPages } from '../bin/lib/web.mjs'

/** The pages as they are shipped: built again only when their sources have changed. */
export default (): Promise<void> => buildPages(fileURLToPath(new URL('..', import.meta.url)), process.execPath)
